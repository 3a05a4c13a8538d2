package io.rego4j.cli;

import io.rego4j.cli.command.CommandRunner;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.FileProblems;
import io.rego4j.internal.library.OptionalLibrary;
import io.rego4j.opa.OpaNotFoundException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/** The command line: {@link #run} takes arguments and returns an exit code, so that it is tested without a process. */
public final class Main {
    /** Set by the launcher: contains 1 if standard output is a terminal, 2 if standard error is. */
    private static final String TERMINALS = "rego4j.terminals";

    private final Shell shell;

    /** A command line that writes to {@code out} and {@code err} and reads {@code in}, as in a pipe: without colours. */
    public Main(PrintStream out, PrintStream err, InputStream in) {
        this(new Shell(out, err, in));
    }

    private Main(Shell shell) {
        this.shell = shell;
    }

    /** Runs one command in this process and ends it with the exit code. */
    public static void main(String[] args) {
        PrintStream out =
                new PrintStream(new BufferedOutputStream(new StandardOutput(), 1 << 16), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        String terminals = System.getProperty(TERMINALS, "");
        boolean colours = System.getenv("NO_COLOR") == null;
        Shell shell =
                new Shell(out, err, System.in, colours && terminals.contains("1"), colours && terminals.contains("2"));
        int exitCode = new Main(shell).run(args);
        out.flush();
        err.flush();
        // From Java 21 on, System.exit initialises the logging of the JDK, which takes longer than formatting a file.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /**
     * Runs one command.
     *
     * @param args the command and its options, as on the command line
     * @return the exit code: 0 if all is well, otherwise OPA's code
     */
    public int run(String... args) {
        try {
            return dispatch(args);
        } catch (UserError e) {
            shell.err().println("error: " + e.getMessage());
            return e.exitCode();
        } catch (NoSuchFileException e) {
            shell.err().println("error: " + e.getFile() + ": no such file or directory");
            return 1;
        } catch (IOException | UncheckedIOException e) {
            shell.err().println("error: " + e.getMessage());
            return 1;
        } catch (NoClassDefFoundError e) {
            shell.err()
                    .println("error: "
                            + OptionalLibrary.of(e)
                                    .map(library ->
                                            "this command needs a library that is not there: add the dependency "
                                                    + library.dependency())
                                    .orElse("a class is missing: " + e.getMessage()));
            return 1;
        } catch (VirtualMachineError e) {
            shell.err().println("error: " + FileProblems.shortage(e));
            return 1;
        } catch (Exception e) {
            return failed(e);
        } finally {
            shell.out().flush();
            shell.err().flush();
        }
    }

    private int failed(Exception e) {
        // Tested here: a catch clause of its own would load the class at each start.
        if (e instanceof OpaNotFoundException) {
            shell.err().println("error: " + e.getMessage());
        } else {
            shell.err().println("error: rego4j failed, which is a fault of its own; please report what follows");
            e.printStackTrace(shell.err());
        }
        return 1;
    }

    private int dispatch(String[] args) throws Exception {
        if (args.length == 0 || args[0].equals("--help") || args[0].equals("-h")) {
            shell.out().print(HelpCommand.overview());
            return 0;
        }
        String name = args[0].equals("--version") ? "version" : args[0];
        return CommandRunner.run(
                Commands.named(name), shell, Arrays.asList(args).subList(1, args.length));
    }
}

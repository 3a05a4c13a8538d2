package io.rego4j.cli;

import io.rego4j.cli.command.PassThroughCommand;
import io.rego4j.cli.command.Shell;
import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of the {@code opa} that {@link OpaBinary} finds: flags, output and exit codes are OPA's.
 */
final class OpaCommand extends PassThroughCommand {
    private final Shell shell;
    private final List<String> command;

    /**
     * A command.
     *
     * @param command the name of OPA's command; nothing if the user's arguments start with it
     */
    OpaCommand(Shell shell, String... command) {
        this.shell = shell;
        this.command = List.of(command);
    }

    @Override
    public int run(List<String> arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        shell.out().flush();
        return exitCode(OpaBinary.find().process(all), shell);
    }

    /** Runs a process with the streams of the shell. */
    static int exitCode(ProcessBuilder builder, Shell shell) throws IOException, InterruptedException {
        if (shell.in() == System.in) {
            // OPA inherits the user's own terminal or pipe.
            builder.inheritIO();
        }
        Process process = builder.start();
        if (shell.in() == System.in) {
            return process.waitFor();
        }
        Thread errors = pump(process.getErrorStream(), shell.err());
        Thread input = pump(shell.in(), process.getOutputStream());
        process.getInputStream().transferTo(shell.out());
        errors.join();
        input.join(1_000);
        return process.waitFor();
    }

    private static Thread pump(InputStream from, OutputStream to) {
        Thread thread = new Thread(
                () -> {
                    try {
                        from.transferTo(to);
                        to.flush();
                        if (!(to instanceof PrintStream)) {
                            to.close();
                        }
                    } catch (IOException e) {
                        // The other end was closed; the exit code reports the failure.
                    }
                },
                "rego4j-pump");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}

package io.rego4j.cli.command;

import io.rego4j.cli.Commands;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the options of one command with picocli and prints its help and errors as OPA does. */
public final class CommandRunner {
    private final CommandLine line;
    private final Command command;

    private CommandRunner(CommandLine line, Command command) {
        this.line = line;
        this.command = command;
    }

    /** Runs a command with these arguments, without picocli where that is possible. */
    public static int run(Commands named, Shell shell, List<String> arguments) throws Exception {
        Command command = named.create(shell);
        if (command instanceof FlagCommand quick) {
            FlagTable.Given given = quick.flags().read(arguments);
            if (given != null) {
                return quick.with(given).run();
            }
        }
        if (command instanceof PassThroughCommand raw) {
            return raw.with(arguments).run();
        }
        return of(named, command, shell).run(shell, arguments);
    }

    /** The options of a command, for its help. */
    public static CommandRunner of(Commands named, Shell shell) {
        return of(named, named.create(shell), shell);
    }

    private static CommandRunner of(Commands named, Command command, Shell shell) {
        Object model = command instanceof FlagCommand quick ? quick.flags().spec() : command;
        CommandLine line = new CommandLine(model, new Factory(shell))
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(110)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setCommandName("rego4j " + named.label());
        addHelp(line);
        return new CommandRunner(line, command);
    }

    /** The text that {@code --help} prints. */
    public String usage() {
        return line.getUsageMessage();
    }

    /**
     * Reads the arguments and runs the command.
     *
     * @throws UserError with code 1, as OPA has it, if an option is unknown, a value is invalid, or a path is missing
     */
    private int run(Shell shell, List<String> arguments) throws Exception {
        ParseResult result;
        try {
            result = line.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UserError(
                    1,
                    message(e) + "\nRun '" + e.getCommandLine().getCommandSpec().qualifiedName()
                            + " --help' for its options.");
        }
        while (result.hasSubcommand() && !result.isUsageHelpRequested()) {
            result = result.subcommand();
        }
        CommandSpec asked = result.commandSpec();
        if (result.isUsageHelpRequested()) {
            shell.out().print(asked.commandLine().getUsageMessage());
            return 0;
        }
        if (command instanceof FlagCommand quick) {
            return quick.with(quick.flags().given(result)).run();
        }
        return ((Command) asked.userObject()).run();
    }

    private static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            List<String> names = new ArrayList<>();
            e.getCommandLine().getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
            String given = unmatched.getUnmatched().get(0);
            String asked = given.contains("=") ? given.substring(0, given.indexOf('=')) : given;
            String near = NearestName.of(asked, names);
            return "unknown flag: " + asked + (near.isEmpty() ? "" : " (did you mean " + near + "?)");
        }
        return String.valueOf(e.getMessage());
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this help")
                        .build());
        line.getSubcommands().values().forEach(CommandRunner::addHelp);
    }

    /** Creates the subcommands for picocli; their constructors take the shell. */
    private record Factory(Shell shell) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (Command.class.isAssignableFrom(type)) {
                Constructor<K> constructor = type.getDeclaredConstructor(Shell.class);
                constructor.setAccessible(true); // The constructors of commands are not public.
                return constructor.newInstance(shell);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}

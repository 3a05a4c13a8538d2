package io.rego4j.cli;

import io.rego4j.cli.bundle.BundleCommand;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.conformance.ConformanceCommand;
import io.rego4j.cli.fmt.FmtCommand;
import io.rego4j.cli.migrate.MigrateCommand;
import io.rego4j.cli.refactor.RefactorCommand;
import java.util.function.Function;

/**
 * The table of commands, in the order in which {@code rego4j help} lists them. A new command is one class and one row
 * here. Only the class of the command that was asked for is ever loaded, so that a start stays short.
 */
public enum Commands {
    DEMO("demo", "Show the main job on two small policies", DemoCommand::new),
    PLAYGROUND("playground", "Write, see and evaluate policies in the browser", PlaygroundCommand::new),
    PARSE("parse", "Parse policies and print their trees", ParseCommand::new),
    FMT("fmt", "Format policies, and never harm one", FmtCommand::new),
    JAVA("java", "Write the Java that builds a policy", JavaCommand::new),
    REGO("rego", "Write the Rego that classes of Java build", RegoCommand::new),
    BUNDLE("bundle", "Build, inspect, sign, verify and serve bundles", BundleCommand::new),
    LAMBDA("lambda", "Make policies a function of AWS Lambda", LambdaCommand::new),
    MIGRATE("migrate", "Take policies to Rego v1 or v2, and prove that no decision changed", MigrateCommand::new),
    REFACTOR("refactor", "Rename, move and clean policies, and change nothing else", RefactorCommand::new),
    EVAL("eval", "Evaluate a query: opa eval", shell -> new OpaCommand(shell, "eval")),
    CHECK("check", "Check policies: opa check", shell -> new OpaCommand(shell, "check")),
    TEST("test", "Run tests: opa test, with --format tree and junit as well", TestCommand::new),
    BUILD("build", "Build a bundle: opa build", shell -> new OpaCommand(shell, "build")),
    EXEC("exec", "Decide about files: opa exec", shell -> new OpaCommand(shell, "exec")),
    OPA("opa", "Run the opa that was found or installed, with any of its commands", OpaCommand::new),
    CONFORMANCE("conformance", "Run OPA's conformance cases through an engine", ConformanceCommand::new),
    HELP("help", "Show the commands, or the options of one", HelpCommand::new),
    VERSION("version", "Show the versions of rego4j, of the reference OPA and of Java", VersionCommand::new);

    private final String label;
    private final String summary;
    private final Function<Shell, Command> factory;

    Commands(String label, String summary, Function<Shell, Command> factory) {
        this.label = label;
        this.summary = summary;
        this.factory = factory;
    }

    /** What the user types. */
    public String label() {
        return label;
    }

    /** What it does, in a line. */
    String summary() {
        return summary;
    }

    /** A new command, its options not yet read. */
    public Command create(Shell shell) {
        return factory.apply(shell);
    }

    /**
     * The command that the user means.
     *
     * @throws UserError if there is none of that name
     */
    static Commands named(String label) {
        for (Commands command : values()) {
            if (command.label.equals(label)) {
                return command;
            }
        }
        throw new UserError(1, "unknown command \"" + label + "\" for \"rego4j\"\nRun 'rego4j help' for the commands.");
    }
}

package io.rego4j.cli;

import io.rego4j.cli.bundle.BundleCommand;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.conformance.ConformanceCommand;
import io.rego4j.cli.fmt.FmtCommand;
import io.rego4j.cli.migrate.MigrateCommand;
import io.rego4j.cli.refactor.RefactorCommand;

/**
 * The table of commands, in the order in which {@code rego4j help} lists them. A new command is one class, one row here and one
 * in {@link #create}. Only the class of the command that is run is loaded, so that start-up is fast; for the same reason the
 * rows have no lambdas, each of which slows start-up down.
 */
public enum Commands {
    DEMO("demo", "Show the main job on two small policies"),
    PLAYGROUND("playground", "Write, see and evaluate policies in the browser"),
    PARSE("parse", "Parse policies and print their trees"),
    FMT("fmt", "Format policies, and never harm one"),
    JAVA("java", "Write the Java that builds a policy"),
    REGO("rego", "Write the Rego that classes of Java build"),
    BUNDLE("bundle", "Build, inspect, sign, verify and serve bundles"),
    LAMBDA("lambda", "Make policies a function of AWS Lambda"),
    MIGRATE("migrate", "Take policies to Rego v1 or v2, and prove that no decision changed"),
    REFACTOR("refactor", "Rename, move and clean policies, and change nothing else"),
    EVAL("eval", "Evaluate a query: opa eval"),
    CHECK("check", "Check policies: opa check, also of the Rego in YAML"),
    TEST("test", "Run tests: opa test, with --format tree and junit as well"),
    BUILD("build", "Build a bundle: opa build"),
    EXEC("exec", "Decide about files: opa exec"),
    OPA("opa", "Run the opa that was found or installed, with any of its commands"),
    CONFORMANCE("conformance", "Run OPA's conformance cases through an engine"),
    HELP("help", "Show the commands, or the options of one"),
    VERSION("version", "Show the versions of rego4j, of the reference OPA and of Java");

    private final String label;
    private final String summary;

    Commands(String label, String summary) {
        this.label = label;
        this.summary = summary;
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
        return switch (this) {
            case DEMO -> new DemoCommand(shell);
            case PLAYGROUND -> new PlaygroundCommand(shell);
            case PARSE -> new ParseCommand(shell);
            case FMT -> new FmtCommand(shell);
            case JAVA -> new JavaCommand(shell);
            case REGO -> new RegoCommand(shell);
            case BUNDLE -> new BundleCommand(shell);
            case LAMBDA -> new LambdaCommand(shell);
            case MIGRATE -> new MigrateCommand(shell);
            case REFACTOR -> new RefactorCommand(shell);
            case EVAL -> new OpaCommand(shell, "eval");
            case CHECK -> new CheckCommand(shell);
            case TEST -> new TestCommand(shell);
            case BUILD -> new OpaCommand(shell, "build");
            case EXEC -> new OpaCommand(shell, "exec");
            case OPA -> new OpaCommand(shell);
            case CONFORMANCE -> new ConformanceCommand(shell);
            case HELP -> new HelpCommand(shell);
            case VERSION -> new VersionCommand(shell);
        };
    }

    /**
     * The command with this name.
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

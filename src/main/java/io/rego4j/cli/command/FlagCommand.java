package io.rego4j.cli.command;

/** A command that must start fast: it has a table of flags in place of picocli's annotations. */
public abstract class FlagCommand implements Command {
    private final FlagTable flags;
    private FlagTable.Given given = FlagTable.Given.NOTHING;

    public FlagCommand(FlagTable flags) {
        this.flags = flags;
    }

    /** The flags that it knows. */
    final FlagTable flags() {
        return flags;
    }

    /** Takes what the user gave, before {@link #run()}. */
    final FlagCommand with(FlagTable.Given given) {
        this.given = given;
        return this;
    }

    @Override
    public final int run() throws Exception {
        return run(given);
    }

    /** Does the work for the flags and paths that were given. */
    public abstract int run(FlagTable.Given given) throws Exception;
}

package io.rego4j.cli;

/** A command that must start fast: it has a table of flags in place of picocli's annotations. */
abstract class QuickCommand implements Command {
    private final Flags flags;
    private Flags.Given given = Flags.Given.NOTHING;

    QuickCommand(Flags flags) {
        this.flags = flags;
    }

    /** The flags that it knows. */
    final Flags flags() {
        return flags;
    }

    /** Takes what the user gave, before {@link #run()}. */
    final QuickCommand with(Flags.Given given) {
        this.given = given;
        return this;
    }

    @Override
    public final int run() throws Exception {
        return run(given);
    }

    /** Does the work for the flags and paths that were given. */
    abstract int run(Flags.Given given) throws Exception;
}

package io.rego4j.cli.command;

import java.util.List;

/** A command that passes its arguments to {@code opa}. */
public abstract class PassThroughCommand implements Command {
    private List<String> arguments = List.of();

    /** Takes the arguments, before {@link #run()}. */
    public final PassThroughCommand with(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
        return this;
    }

    @Override
    public final int run() throws Exception {
        return run(arguments);
    }

    public abstract int run(List<String> arguments) throws Exception;
}

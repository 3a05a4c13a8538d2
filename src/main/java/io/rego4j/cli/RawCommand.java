package io.rego4j.cli;

import java.util.List;

/** A command whose arguments are those of {@code opa}, and are read by it. */
abstract class RawCommand implements Command {
    private List<String> arguments = List.of();

    /** Takes the arguments, before {@link #run()}. */
    final RawCommand with(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
        return this;
    }

    @Override
    public final int run() throws Exception {
        return run(arguments);
    }

    abstract int run(List<String> arguments) throws Exception;
}

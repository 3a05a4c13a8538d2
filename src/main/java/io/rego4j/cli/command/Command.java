package io.rego4j.cli.command;

/** A command whose options picocli has filled in. */
public interface Command {
    /**
     * Does the work and returns the exit code, OPA's where OPA has the command.
     *
     * @throws UserError if the user's arguments or files are wrong
     * @throws Exception for failures that are not the user's
     */
    int run() throws Exception;
}

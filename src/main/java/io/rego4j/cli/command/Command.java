package io.rego4j.cli.command;

/** A command whose options picocli has filled in. */
public interface Command {
    /**
     * Does the work and returns the exit code, OPA's where OPA has the command.
     *
     * @throws UserError if something that the user gave is wrong
     * @throws Exception for what the user cannot mend
     */
    int run() throws Exception;
}

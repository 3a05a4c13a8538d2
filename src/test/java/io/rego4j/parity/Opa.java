package io.rego4j.parity;

import io.rego4j.source.RegoVersion;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One OPA that is asked about policies. */
interface Opa extends Closeable {
    /** What it says; a policy that it does not accept has errors and nothing else. */
    Answer ask(Question question) throws IOException;

    @Override
    default void close() throws IOException {}

    /**
     * What is asked.
     *
     * @param name the name that stands in locations
     * @param text the policy
     * @param tree true to ask for the AST JSON
     * @param write the modes in which the text is to be written
     * @param check true to ask for the errors of the compiler
     */
    record Question(String name, byte[] text, RegoVersion version, boolean tree, List<Mode> write, boolean check) {
        /** Only whether the text is read, and to which tree. */
        static Question tree(String name, byte[] text, RegoVersion version) {
            return new Question(name, text, version, true, List.of(), false);
        }
    }

    /**
     * What is answered.
     *
     * @param errors why the policy is not accepted; empty if it is
     * @param tree the AST JSON; null if nobody asked, or OPA cannot write it
     * @param written one for each mode that was asked for
     * @param check the errors of the compiler; null if nobody asked
     */
    record Answer(
            List<Fault> errors,
            @Nullable String tree,
            List<Written> written,
            @Nullable List<Fault> check) {
        boolean isAccepted() {
            return errors.isEmpty();
        }
    }

    /**
     * A text in one mode.
     *
     * @param text what the formatter makes of the source; null if it makes an error of it
     * @param built what it makes of the same module without places and comments; null if that is an error
     */
    record Written(@Nullable String text, @Nullable String built) {}

    /** One error with its place; row 0 if it has none. */
    record Fault(String code, String message, int row, int col) {
        @Override
        public String toString() {
            return row + ":" + col + ": " + code + ": " + message;
        }
    }
}

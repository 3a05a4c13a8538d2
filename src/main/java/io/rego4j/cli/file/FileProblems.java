package io.rego4j.cli.file;

import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Errors for files that could not be read or written. */
public final class FileProblems {
    /** The code of a file that could not be read or written; OPA has none. */
    static final String CODE = "io_error";

    /** The code of a fault of rego4j itself, reported for the file so that the others are still processed. */
    static final String FAULT = "rego4j_fault";

    /** The code of a file that needs more memory than there is. */
    static final String MEMORY = "rego4j_memory";

    private FileProblems() {}

    /** The error for a file that needs more memory than the JVM may use. */
    public static Diagnostic of(Path file, VirtualMachineError problem) {
        return new Diagnostic(MEMORY, name(file) + ": " + shortage(problem), null);
    }

    /** Whether stack or heap ran out, and how to have more. */
    public static String shortage(VirtualMachineError problem) {
        if (problem instanceof StackOverflowError) {
            return "nested too deep for the stack of this JVM: give it more with REGO4J_JAVA_OPTS=-Xss64m";
        }
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return "needs more memory than the " + megabytes + " MB that this JVM may use: give it more with"
                + " REGO4J_JAVA_OPTS=-Xmx" + Math.max(1, 4 * megabytes >> 10) + "g";
    }

    /** The error for a file that could not be read or written, or on which rego4j itself failed. */
    public static Diagnostic of(Path file, Exception problem) {
        if (problem instanceof RuntimeException) {
            return new Diagnostic(FAULT, name(file) + ": rego4j failed on it, please report this: " + problem, null);
        }
        String reason;
        if (problem instanceof NoSuchFileException) {
            reason = "no such file or directory";
        } else if (problem instanceof AccessDeniedException) {
            reason = "permission denied";
        } else {
            reason = String.valueOf(problem.getMessage());
        }
        String shown = Source.printable(reason);
        return new Diagnostic(CODE, shown.contains(name(file)) ? shown : name(file) + ": " + shown, null);
    }

    /** The name of a file as it is printed. */
    public static String name(Path file) {
        return Source.printable(file.toString());
    }
}

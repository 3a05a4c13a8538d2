package io.rego4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output of this process. Where nobody reads it any more ({@code | head -1}) the process ends at once and quietly,
 * with the code that a shell shows for it; where it cannot be written for another reason, with an error. A {@code PrintStream}
 * would go on working for nothing.
 */
final class StandardOutput extends OutputStream {
    /** What a shell shows for a process that SIGPIPE ended, as it ends {@code opa}. */
    private static final int BROKEN_PIPE = 141;

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
                System.exit(BROKEN_PIPE);
            }
            System.err.println("error: cannot write to standard output: " + e.getMessage());
            System.exit(1);
        }
    }
}

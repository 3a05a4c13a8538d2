package io.rego4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output of this process. When the reader has closed it ({@code | head -1}), the process ends at once, without a
 * message and with the code that a shell shows for SIGPIPE; when it cannot be written for another reason, with an error. A
 * {@code PrintStream} would ignore the failure and go on.
 */
final class StandardOutput extends OutputStream {
    /** The exit code that a shell shows for a process that SIGPIPE ended, such as {@code opa}. */
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

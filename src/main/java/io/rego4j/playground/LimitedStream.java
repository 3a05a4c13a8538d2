package io.rego4j.playground;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails with status 413 behind a number of bytes. */
final class LimitedStream extends FilterInputStream {
    private final int limit;
    private long read;

    LimitedStream(InputStream in, int limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    private void count(int n) throws RequestException {
        read += n;
        if (read > limit) {
            throw new RequestException(413, "the body has more than " + limit + " bytes");
        }
    }
}

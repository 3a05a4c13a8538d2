package io.rego4j.playground;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends with an error where it has more than it may. */
final class LimitedStream extends FilterInputStream {
    private final int most;
    private long read;

    LimitedStream(InputStream in, int most) {
        super(in);
        this.most = most;
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
        if (read > most) {
            throw new RequestException(413, "the body has more than " + most + " bytes");
        }
    }
}

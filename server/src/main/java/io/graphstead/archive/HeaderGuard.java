package io.graphstead.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a tar is read from. Headers are kept in memory by whoever parses them, and one may claim any length: between two
 * contents, no more than a mebibyte is given.
 */
final class HeaderGuard extends FilterInputStream {
    private static final long LONGEST_HEADERS = 1L << 20;
    private static final long NO_BOUND = Long.MAX_VALUE;

    private long left = NO_BOUND;

    HeaderGuard(InputStream in) {
        super(in);
    }

    /** From here on headers are read. */
    void headers() {
        left = LONGEST_HEADERS;
    }

    /** From here on content is read, which whoever reads it counts. */
    void content() {
        left = NO_BOUND;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws IOException {
        if (left != NO_BOUND) {
            left -= bytes;
            if (left < 0) {
                throw new IOException("there is more between its files, or behind the last, than their names need");
            }
        }
    }
}

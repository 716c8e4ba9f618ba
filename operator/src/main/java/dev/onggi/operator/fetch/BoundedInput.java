package dev.onggi.operator.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of at most so many bytes; whoever reads on learns that there were more. */
final class BoundedInput extends FilterInputStream {

    /** There was more to read than is allowed. */
    static final class ExceededException extends IOException {

        private static final long serialVersionUID = 1L;

        ExceededException(long most) {
            super("more than " + most + " bytes");
        }
    }

    private final long most;
    private long seen;

    BoundedInput(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    /** What is skipped counts as well: it had to be unpacked. */
    @Override
    public long skip(long length) throws IOException {
        long skipped = super.skip(length);
        count(skipped);
        return skipped;
    }

    /** How many bytes more may be read. */
    long left() {
        return most - seen;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws ExceededException {
        seen += bytes;
        if (seen > most) {
            throw new ExceededException(most);
        }
    }
}

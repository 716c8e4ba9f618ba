package dev.onggi.operator.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** A body whose first byte comes at once, and whose end comes when a test says so. */
final class SlowBody extends InputStream {

    private final CountDownLatch begun = new CountDownLatch(2);
    private final CountDownLatch finish = new CountDownLatch(1);
    private boolean first = true;

    /** Whether the first byte has been taken, and more was asked for. */
    boolean begun() {
        return begun.getCount() == 0;
    }

    void finish() {
        finish.countDown();
    }

    @Override
    public int read() throws IOException {
        begun.countDown();
        if (first) {
            first = false;
            return 'x';
        }
        try {
            finish.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int next = read();
        if (next < 0) {
            return -1;
        }
        bytes[offset] = (byte) next;
        return 1;
    }
}

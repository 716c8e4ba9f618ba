package dev.onggi.operator.fetch;

import static dev.onggi.operator.imagebuild.ImageBuildReasons.SOURCE_TOO_LARGE;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_UNREACHABLE;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes what a server sends into a file, no more of it than is allowed.
 *
 * @param most how many bytes that are
 * @param patience how long a server may send nothing
 */
record Download(long most, Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BUFFER = 1 << 16;

    Download(long most) {
        this(most, PATIENCE);
    }

    /**
     * Reads all, and closes it.
     *
     * @param what whose words these are, for messages
     * @return what was written, by its digest
     */
    Digest write(InputStream sent, Path file, String what) throws FetchException, IOException {
        var seen = new AtomicLong();
        try (var watch = Executors.newSingleThreadScheduledExecutor(Download::daemon);
                var bounded = new BoundedInput(sent, most);
                var out = new DigestOutputStream(Files.newOutputStream(file), sha256())) {
            var stalled = new Stalled(seen, sent);
            var _ = watch.scheduleWithFixedDelay(
                    stalled, patience.toMillis(), patience.toMillis(), TimeUnit.MILLISECONDS);
            try {
                copy(bounded, out, seen);
            } catch (BoundedInput.ExceededException e) {
                throw new FetchException(
                        SOURCE_TOO_LARGE,
                        "%s sends more than %d bytes, which is more than a source may have; take files out of it"
                                .formatted(what, most));
            } catch (ReadException e) {
                throw new FetchException(
                        SOURCE_UNREACHABLE,
                        "the connection to %s was lost: %s"
                                .formatted(
                                        what,
                                        stalled.happened
                                                ? "it sent nothing for %d s".formatted(patience.toSeconds())
                                                : e.getMessage()));
            } finally {
                watch.shutdownNow();
            }
            return new Digest(
                    "sha256:" + HexFormat.of().formatHex(out.getMessageDigest().digest()));
        }
    }

    private static void copy(InputStream in, DigestOutputStream out, AtomicLong seen) throws IOException {
        var buffer = new byte[BUFFER];
        while (true) {
            int read = read(in, buffer);
            if (read < 0) {
                return;
            }
            out.write(buffer, 0, read); // that the disk is full is no fault of the server's
            seen.addAndGet(read);
        }
    }

    private static int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (BoundedInput.ExceededException e) {
            throw e;
        } catch (IOException e) {
            throw new ReadException(e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static Thread daemon(Runnable work) {
        return Thread.ofPlatform().daemon().name("patience").unstarted(work);
    }

    /** The server's side failed. */
    private static final class ReadException extends IOException {

        private static final long serialVersionUID = 1L;

        private ReadException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Ends a read that waits in vain: a read has no time-out of its own. */
    private static final class Stalled implements Runnable {

        private final AtomicLong seen;
        private final InputStream sent;
        private long before;
        private volatile boolean happened;

        private Stalled(AtomicLong seen, InputStream sent) {
            this.seen = seen;
            this.sent = sent;
        }

        @Override
        public void run() {
            if (seen.get() == before) {
                happened = true;
                try {
                    sent.close();
                } catch (IOException e) {
                    System.out.println("closing a connection: " + e.getMessage());
                }
            }
            before = seen.get();
        }
    }
}

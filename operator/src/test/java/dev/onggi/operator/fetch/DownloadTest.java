package dev.onggi.operator.fetch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private static final String ADDRESS = "https://files.example.com/a.tar";

    @TempDir
    private Path directory;

    @Test
    void shouldEndWhenAServerSendsNothingMore() {
        // Given
        var download = new Download(100, Duration.ofMillis(50));

        // Then
        assertThatThrownBy(() -> download.write(new SilentServer(), directory.resolve("a"), ADDRESS))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("the connection to " + ADDRESS + " was lost: it sent nothing");
    }

    /** A connection on which nothing comes until it is closed. */
    private static final class SilentServer extends InputStream {

        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}

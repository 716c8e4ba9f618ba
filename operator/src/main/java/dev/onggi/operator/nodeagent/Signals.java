package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Two files that the kubelet's probes look at. {@code ready} is there while the last round did all that it had to.
 * {@code alive-until} carries in its modification time how long the agent may be taken for alive: the probe only has to
 * see whether that lies ahead ({@code touch now && test alive-until -nt now}), so that the length of the lease is known
 * in one place.
 */
record Signals(Path directory, Clock clock) {

    /**
     * Far more than a round takes on a busy node, and short enough that a hanging agent is started anew within a
     * minute or two.
     */
    private static final Duration LEASE = Duration.ofSeconds(30);

    void roundEnded(boolean complete) throws IOException {
        Files.createDirectories(directory);
        ensure(directory.resolve("alive-until"));
        Files.setLastModifiedTime(
                directory.resolve("alive-until"), FileTime.from(clock.instant().plus(LEASE)));
        if (complete) {
            ensure(directory.resolve("ready"));
        } else {
            Files.deleteIfExists(directory.resolve("ready"));
        }
    }

    private static void ensure(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.write(file, List.of());
        }
    }
}

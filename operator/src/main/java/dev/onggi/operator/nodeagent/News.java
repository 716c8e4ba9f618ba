package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells the operator what has changed on the node. The agent has no credentials, so its word is the termination message of
 * another container of its Pod: {@code tell} sleeps until the bell rings, takes what is new, and ends with it; the kubelet
 * starts it again. It is a few lines of shell in the manifest, of which these files are the other side.
 *
 * <p>The bell is a named pipe. Whoever rings while nobody listens is not heard, so it is rung in each round until what is new
 * was taken.
 */
final class News {

    /** Where the node's own files are mounted, below the root. */
    static final String NODE = "node";

    /** Where the result of the inspection lies, below the root. */
    static final String INSPECTED = "tmp/onggi/inspected";

    /** What the operator knows, below the root. */
    static final String TOLD = "tmp/onggi/told";

    /** What the operator is to know, below the root, until it is taken to be told. */
    static final String WAITING = "tmp/onggi/news";

    private static final String BELL = "tmp/onggi/bell";
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Path root;
    private final Inspection inspection;
    private final Clock clock;

    private Instant lookAgain = Instant.MIN;
    private Optional<Inspected> inspected = Optional.empty();
    private String known = "";

    News(Path root, Inspection inspection, Clock clock) {
        this.root = root;
        this.inspection = inspection;
        this.clock = clock;
    }

    /** Sees to it that the operator gets to know these findings, and what the node's configuration says now. */
    void tell(Findings findings) throws IOException {
        look();
        if (inspected.isEmpty()) {
            return; // nobody has inspected this node: an installation without the init container
        }
        String report = NodeReport.withFindings(inspected.get().report(), findings);
        if (!report.equals(known)) {
            offer(report);
        }
    }

    /** What waits is read first: it may be taken in between, and then is known. */
    private void offer(String report) throws IOException {
        Optional<String> waiting = read(WAITING);
        if (report.equals(read(TOLD).orElse(""))) {
            Files.deleteIfExists(root.resolve(WAITING));
            known = report;
            return;
        }
        known = "";
        if (!waiting.equals(Optional.of(report))) {
            AtomicFile.replace(root.resolve(WAITING), report);
        }
        ring();
    }

    /** Opened for reading as well, a pipe blocks nobody (fifo(7)). */
    private void ring() throws IOException {
        try (FileChannel bell =
                FileChannel.open(root.resolve(BELL), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            bell.write(ByteBuffer.wrap(new byte[] {'\n'}));
        } catch (NoSuchFileException e) {
            // the other container has not been started yet: it looks for news before it listens
        }
    }

    /** Looks whether the node's configuration is still the one that was inspected. */
    private void look() throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(lookAgain)) {
            return;
        }
        lookAgain = now.plus(LOOK);
        if (inspected.isEmpty()) {
            inspected = Inspected.read(root.resolve(INSPECTED));
        }
        if (inspected.isPresent()) {
            Inspected current = inspected.get().refreshed(inspection, root.resolve(NODE));
            if (!current.equals(inspected.get())) {
                current.write(root.resolve(INSPECTED));
                inspected = Optional.of(current);
            }
        }
    }

    private Optional<String> read(String file) throws IOException {
        try {
            return Optional.of(Files.readString(root.resolve(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}

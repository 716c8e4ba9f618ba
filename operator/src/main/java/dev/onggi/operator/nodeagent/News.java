package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Tells the operator what has changed on the node. The agent has no credentials, so its only word is the termination
 * message of its container: it ends when it has something new to say, and the kubelet starts it again.
 *
 * <p>The kubelet waits before each further start (not at all, then 10, 20, 40 seconds and so on) and forgets that after
 * ten minutes without one. So there are at most three ends in that time: the agent is never away for more than 20 seconds,
 * and what is damaged meanwhile is repaired within the minute.
 */
final class News {

    /** Where the node's own files are mounted, below the root. */
    static final String NODE = "node";

    /** Where the result of the inspection lies, below the root. */
    static final String INSPECTED = "tmp/onggi/inspected";

    /** Where the kubelet reads the message from, below the root. */
    static final String MESSAGE = "dev/termination-log";

    private static final String ENDS = "tmp/onggi/ends";
    private static final int MAX_ENDS = 3;
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Path root;
    private final Inspection inspection;
    private final Clock clock;

    private Instant lookAgain = Instant.MIN;
    private Optional<Inspected> inspected = Optional.empty();
    private Optional<String> told = Optional.empty();

    News(Path root, Inspection inspection, Clock clock) {
        this.root = root;
        this.inspection = inspection;
        this.clock = clock;
    }

    /**
     * Puts the message in its place.
     *
     * @param refused what the agent leaves alone, with the reason
     * @return whether there is something new, and the agent may end to tell it
     */
    boolean tell(SortedMap<String, String> refused) throws IOException {
        look();
        if (inspected.isEmpty()) {
            return false; // nobody has inspected this node: an installation without the init container
        }
        String message = NodeReport.withRefused(inspected.get().report(), refused);
        if (told.isEmpty()) {
            told = Optional.of(toldBefore());
            // whatever ends this container, the operator finds in it what is known
            write(told.get());
        }
        if (message.equals(told.get()) || !mayEnd()) {
            return false;
        }
        Files.writeString(root.resolve(ENDS + ".told"), message);
        write(message);
        return true;
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

    private String toldBefore() throws IOException {
        Path file = root.resolve(ENDS + ".told");
        return Files.isRegularFile(file)
                ? Files.readString(file)
                : inspected.orElseThrow().report();
    }

    private void write(String message) throws IOException {
        Files.writeString(root.resolve(MESSAGE), message);
    }

    /** Notes an end, where there may be one. */
    private boolean mayEnd() throws IOException {
        Path file = root.resolve(ENDS);
        Instant horizon = clock.instant().minus(FORGOTTEN);
        List<String> ends = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            Files.readAllLines(file).stream()
                    .filter(end -> Instant.parse(end).isAfter(horizon))
                    .forEach(ends::add);
        }
        if (ends.size() >= MAX_ENDS) {
            return false;
        }
        ends.add(clock.instant().toString());
        Files.write(file, ends);
        return true;
    }
}

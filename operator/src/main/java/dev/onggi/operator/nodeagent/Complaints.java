package dev.onggi.operator.nodeagent;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Says what is wrong when it begins, when it changes and when it is over, and not once a second. */
final class Complaints {

    private final Consumer<String> log;
    private SortedMap<String, String> known = new TreeMap<>();

    Complaints(Consumer<String> log) {
        this.log = log;
    }

    /**
     * Takes all that is wrong in this round.
     *
     * @param current a sentence by what it is about
     */
    void update(SortedMap<String, String> current) {
        current.forEach((subject, sentence) -> {
            if (!sentence.equals(known.get(subject))) {
                log.accept(subject + ": " + sentence);
            }
        });
        known.keySet().stream()
                .filter(subject -> !current.containsKey(subject))
                .forEach(subject -> log.accept(subject + ": in order again"));
        known = new TreeMap<>(current);
    }
}

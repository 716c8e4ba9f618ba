package dev.onggi.operator.localregistry.retention;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a collection so that its report tells what it was for, however often the operator was restarted in between.
 *
 * @param trigger why it was asked for
 * @param rules fingerprint of its rules
 * @param due when it was due
 */
record CollectionId(Trigger trigger, String rules, Instant due) {

    private static final Pattern FORM = Pattern.compile("(Schedule|StorageFull)\\.([0-9a-f]{12})\\.([0-9]{1,12})");

    /** Why garbage is collected. */
    enum Trigger {
        /** Its time had come. */
        SCHEDULE("Schedule"),
        /** The storage was nearly full. */
        STORAGE_FULL("StorageFull");

        private final String value;

        Trigger(String value) {
            this.value = value;
        }

        String value() {
            return value;
        }
    }

    /** The id in a report; empty where it is not one of ours. */
    static Optional<CollectionId> parse(String text) {
        var match = FORM.matcher(text == null ? "" : text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var trigger = match.group(1).equals(Trigger.STORAGE_FULL.value()) ? Trigger.STORAGE_FULL : Trigger.SCHEDULE;
        return Optional.of(
                new CollectionId(trigger, match.group(2), Instant.ofEpochSecond(Long.parseLong(match.group(3)))));
    }

    /** As it stands in a request. */
    String text() {
        return "%s.%s.%d".formatted(trigger.value(), rules, due.getEpochSecond());
    }
}

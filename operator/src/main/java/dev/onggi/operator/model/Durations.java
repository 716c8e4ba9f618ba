package dev.onggi.operator.model;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations in the form that the resources use, such as {@code 1h30m}, {@code 41s}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

    private Durations() {}

    /**
     * The duration that a text says.
     *
     * @throws IllegalArgumentException where it says none; the schema refuses such a text
     */
    public static Duration parse(String text) {
        var match = FORM.matcher(text);
        if (text.isEmpty() || !match.matches()) {
            throw new IllegalArgumentException("not a duration: " + text);
        }
        return Duration.ofHours(number(match.group(1)))
                .plusMinutes(number(match.group(2)))
                .plusSeconds(number(match.group(3)));
    }

    /**
     * A duration for people, in whole seconds; parts that are zero are left out. A negative one, which two clocks that
     * differ can lead to, reads as zero.
     */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            return "0s";
        }
        var text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutesPart() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        if (duration.toSecondsPart() > 0 || text.isEmpty()) {
            text.append(duration.toSecondsPart()).append('s');
        }
        return text.toString();
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}

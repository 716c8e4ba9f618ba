package dev.onggi.operator.model;

import java.util.List;
import java.util.Locale;

/**
 * A number of bytes.
 *
 * @param bytes how many
 */
public record ByteSize(long bytes) {

    private static final int STEP = 1000;
    /** From here on a number reads as the next unit when it is rounded. */
    private static final double ROUNDS_UP = 999.5;
    /** From here on a number has three digits before its point when it is rounded, and needs none behind. */
    private static final double THREE_DIGITS = 99.95;

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

    /** The size for people, in powers of 1000 as {@code docker images} shows it: 93.1 MB, 182 MB. */
    public String display() {
        double value = bytes;
        int unit = 0;
        while (value >= ROUNDS_UP && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        var digits = unit == 0 || value >= THREE_DIGITS ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, digits, value, UNITS.get(unit));
    }
}

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
    private static final int TEN = 10;
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

    /** The size for people, in powers of 1000 as {@code docker images} shows it: 93.1 MB, 182 MB. */
    public String display() {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        var digits = unit == 0 || value >= TEN * TEN ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, digits, value, UNITS.get(unit));
    }
}

package dev.onggi.operator.model;

import java.util.List;
import java.util.Locale;

/**
 * A number of bytes in powers of 1024, as Kubernetes writes sizes of volumes.
 *
 * @param bytes how many, not negative
 */
public record BinarySize(long bytes) {

    private static final int STEP = 1024;
    /** From here on a number needs no digit behind its point. */
    private static final int THREE_DIGITS = 100;

    private static final List<String> UNITS = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

    /** The size as a quantity for people, with at most one digit behind the point: 10Gi, 1.2Gi, 512Ki, 0. */
    public String quantity() {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        var digits = value >= THREE_DIGITS ? "%.0f" : "%.1f";
        return String.format(Locale.ROOT, digits, value).replaceFirst("\\.0$", "") + UNITS.get(unit);
    }
}

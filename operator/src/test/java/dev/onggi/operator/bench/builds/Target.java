package dev.onggi.operator.bench.builds;

import java.util.Locale;

/**
 * What a figure shall not exceed.
 *
 * @param factor how much of the bare figure
 * @param allowance what is added to that
 */
record Target(double factor, double allowance) {

    static Target atMost(double limit) {
        return new Target(0, limit);
    }

    static Target ofBare(double factor) {
        return new Target(factor, 0);
    }

    static Target aboveBare(double allowance) {
        return new Target(1, allowance);
    }

    boolean isMet(double figure, double bare) {
        return figure <= bare * factor + allowance;
    }

    /** Such as "at most bare + 1.0". */
    String text() {
        if (factor == 0) {
            return "at most " + number(allowance);
        }
        return allowance == 0 ? "at most %s of bare".formatted(number(factor)) : "at most bare + " + number(allowance);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value * 10 == Math.rint(value * 10) ? "%.1f" : "%.2f", value);
    }
}

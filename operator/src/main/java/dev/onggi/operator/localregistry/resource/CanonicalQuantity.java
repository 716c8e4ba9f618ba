package dev.onggi.operator.localregistry.resource;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a quantity as the API server does: {@code 1024Mi} comes back from it as {@code 1Gi}, and an operator that applied
 * the former would find a difference for ever. The rules are those of CanonicalizeBytes in
 * https://github.com/kubernetes/apimachinery/blob/master/pkg/api/resource/quantity.go.
 */
final class CanonicalQuantity {

    private static final Pattern FORM = Pattern.compile("([+-]?[0-9.]+)([eE][+-]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?");
    private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?[0-9]+");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    /** Position of the empty suffix in {@link #DECIMAL}; it is also the number of steps of 1000 down to a nano. */
    private static final int ONE = 3;

    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final BigDecimal KILO = BigDecimal.valueOf(1000);
    private static final int DIGITS_PER_STEP = 3;

    private CanonicalQuantity() {}

    /** The canonical form; what is no quantity is returned as it is, for the API server to refuse. */
    static String of(String quantity) {
        var form = FORM.matcher(quantity);
        if (!form.matches()) {
            return quantity;
        }
        return canonical(form);
    }

    /** The canonical form of each. */
    static Map<String, Quantity> of(Map<String, Quantity> quantities) {
        var canonical = new TreeMap<String, Quantity>();
        if (quantities != null) {
            quantities.forEach((name, quantity) -> canonical.put(name, new Quantity(of(quantity.toString()))));
        }
        return canonical;
    }

    private static String canonical(Matcher form) {
        var number = new BigDecimal(form.group(1));
        var suffix = form.group(2) == null ? "" : form.group(2);
        if (EXPONENT.matcher(suffix).matches()) {
            return exponential(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))));
        }
        if (suffix.endsWith("i")) {
            var value = number.multiply(KIBI.pow(BINARY.indexOf(suffix)));
            return isWhole(value) && value.abs().compareTo(KIBI) >= 0 ? steps(value, KIBI, BINARY, 0) : decimal(value);
        }
        return decimal(number.scaleByPowerOfTen((DECIMAL.indexOf(suffix) - ONE) * DIGITS_PER_STEP));
    }

    private static String decimal(BigDecimal value) {
        var nanos = value.scaleByPowerOfTen(ONE * DIGITS_PER_STEP).setScale(0, RoundingMode.UP);
        return nanos.signum() == 0 ? "0" : steps(nanos, KILO, DECIMAL, 0);
    }

    private static String exponential(BigDecimal value) {
        var plain = decimal(value);
        var suffix = plain.replaceAll("[-0-9.]", "");
        int exponent = (DECIMAL.indexOf(suffix) - ONE) * DIGITS_PER_STEP;
        return exponent == 0 ? plain : plain.replace(suffix, "e" + exponent);
    }

    /** Divides as long as nothing is lost and there is a suffix for it. */
    private static String steps(BigDecimal value, BigDecimal step, List<String> suffixes, int position) {
        var quotient = value.divideAndRemainder(step);
        boolean divisible = quotient[1].signum() == 0 && position < suffixes.size() - 1;
        return divisible
                ? steps(quotient[0], step, suffixes, position + 1)
                : value.toBigInteger() + suffixes.get(position);
    }

    private static boolean isWhole(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= 0;
    }
}

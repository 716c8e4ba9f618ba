package dev.onggi.operator.imagebuild.result;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a build sent layers and manifest to the registry, as its message tells. */
public final class PushTime {

    private static final long MILLIS = 1000;
    private static final Pattern FIELD = Pattern.compile("^\\{[^{]*\"pushSeconds\":(\\d{1,6}(?:\\.\\d{1,3})?)[,}]");

    private PushTime() {}

    /** What the message of a build that went well tells; empty where it does not. */
    public static Optional<Duration> read(String told) {
        var field = FIELD.matcher(told);
        return field.find()
                ? Optional.of(Duration.ofMillis(new BigDecimal(field.group(1))
                        .multiply(BigDecimal.valueOf(MILLIS))
                        .longValue()))
                : Optional.empty();
    }
}

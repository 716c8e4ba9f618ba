package dev.onggi.operator.imagebuild.result;

import java.util.List;
import java.util.Objects;

/**
 * A failure as the scripts write it: lines {@code key=value} (at least {@code reason=}), then text.
 *
 * @param reason value of the first line; empty where there is no such line
 * @param text the lines after the keys
 */
record FailureText(String reason, List<String> text) {

    /** The kubelet keeps 4096 bytes; what is longer is not from it. */
    private static final int LONGEST = 16_384;

    private static final String REASON = "reason=";
    private static final String EXIT = "exit=";

    static FailureText of(String told) {
        var known = Objects.requireNonNullElse(told, "");
        var lines =
                known.substring(0, Math.min(known.length(), LONGEST)).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith(REASON)) {
            return new FailureText("", lines);
        }
        var rest = lines.subList(1, lines.size()).stream()
                .dropWhile(line -> line.startsWith(EXIT) || line.isBlank())
                .toList();
        return new FailureText(lines.getFirst().substring(REASON.length()).strip(), rest);
    }

    /** The first line of text. */
    String sentence() {
        return text.isEmpty() ? "" : text.getFirst();
    }

    /** The lines after the first one. */
    String details() {
        return String.join("\n", text.subList(Math.min(1, text.size()), text.size()));
    }
}

package dev.onggi.operator.imagebuild.result;

import dev.onggi.operator.model.LogText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lines of a Dockerfile that BuildKit prints beside an error, with {@code >>>} before those that are meant.
 *
 * @param dockerfile its name
 * @param line first line that is meant
 * @param instruction that line
 * @param text the block
 */
record SourceBlock(String dockerfile, int line, String instruction, String text) {

    private static final Pattern HEAD = Pattern.compile("(\\S.*):(\\d{1,6})");
    private static final String RULE = "-".repeat(20);
    private static final Pattern MEANT = Pattern.compile(" *(\\d{1,6}) \\| >>> ?(.*)");

    static Optional<SourceBlock> find(List<String> lines) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            var head = HEAD.matcher(lines.get(i));
            if (lines.get(i + 1).equals(RULE) && head.matches()) {
                return Optional.of(
                        read(head.group(1), Integer.parseInt(head.group(2)), lines.subList(i + 2, lines.size())));
            }
        }
        return Optional.empty();
    }

    private static SourceBlock read(String dockerfile, int line, List<String> rest) {
        var block = rest.stream().takeWhile(text -> !text.equals(RULE)).toList();
        var meant = block.stream()
                .map(MEANT::matcher)
                .filter(matcher -> matcher.matches())
                .findFirst();
        return new SourceBlock(
                LogText.line(dockerfile, Limits.DOCKERFILE),
                meant.map(matcher -> Integer.parseInt(matcher.group(1))).orElse(line),
                LogText.line(
                        meant.map(matcher -> matcher.group(2)).orElse("").replaceFirst("\\s*\\\\$", ""),
                        Limits.INSTRUCTION),
                String.join("\n", block));
    }
}

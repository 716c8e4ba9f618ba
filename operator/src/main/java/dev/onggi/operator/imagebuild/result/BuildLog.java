package dev.onggi.operator.imagebuild.result;

import dev.onggi.operator.model.LogText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The end of a failed build's plain output, in its parts.
 *
 * @param cause BuildKit's error, without what stands before it every time
 * @param source the lines of the Dockerfile that it is about
 * @param step what failed, as {@code [build 2/3] RUN make} or {@code exporting to image}; empty where no step did
 * @param output the last lines that the step wrote
 */
record BuildLog(String cause, Optional<SourceBlock> source, String step, List<String> output) {

    private static final String RULE = "------";
    private static final String STEP = " > ";
    private static final String IMPORT_OF_CACHE = STEP + "importing cache manifest from ";
    private static final String SEVERAL = ": errors:";
    private static final Pattern ERROR = Pattern.compile("error: (?:failed to solve: )?(.*)");
    private static final Pattern TIME = Pattern.compile("^\\d+\\.\\d+ ");
    private static final Pattern NUMBERED = Pattern.compile("\\[(?:[^\\]]* )?\\d+/\\d+\\] (.*)");

    static BuildLog of(List<String> lines) {
        int step = stepLine(lines);
        var output = step < 0
                ? List.<String>of()
                : lines.subList(step + 1, lines.size()).stream()
                        .takeWhile(line -> !line.equals(RULE))
                        .map(line -> TIME.matcher(line).replaceFirst(""))
                        .toList();
        var name = step < 0 ? "" : lines.get(step).substring(STEP.length()).replaceFirst(":$", "");
        return new BuildLog(cause(lines), SourceBlock.find(lines), name, output);
    }

    /** A cache that is not there yet is an error to BuildKit as well, which fails no build and is shown before all others. */
    private static int stepLine(List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith(STEP)
                    && !lines.get(i).startsWith(IMPORT_OF_CACHE)
                    && lines.get(i - 1).equals(RULE)) {
                return i;
            }
        }
        return -1;
    }

    private static String cause(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            var error = ERROR.matcher(lines.get(i));
            if (error.matches()) {
                return error.group(1).endsWith(SEVERAL) ? several(error.group(1), lines, i + 1) : error.group(1);
            }
        }
        return lines.reversed().stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
    }

    /** A registry may give more than one error, of which BuildKit makes a line each. */
    private static String several(String error, List<String> lines, int next) {
        return error + " "
                + lines.subList(next, lines.size()).stream()
                        .takeWhile(line -> !line.isBlank())
                        .collect(Collectors.joining("; "));
    }

    /** The failing instruction; null where none is known. */
    String instruction() {
        var numbered = NUMBERED.matcher(step);
        return source.map(SourceBlock::instruction)
                .orElseGet(() -> numbered.matches() ? LogText.line(numbered.group(1), Limits.INSTRUCTION) : null);
    }

    /** Where it failed, such as {@code Dockerfile:7}. */
    String position() {
        return source.map(block -> block.dockerfile() + ":" + block.line()).orElse("the Dockerfile");
    }

    /** Where it failed and what, such as {@code Dockerfile:7 RUN make}; empty where neither is known. */
    String place() {
        var instruction = instruction();
        if (instruction == null) {
            return "";
        }
        var words = LogText.line(instruction, Limits.INSTRUCTION_IN_SENTENCE);
        return source.isPresent() ? position() + " " + words : words;
    }

    /** What is worth keeping: the step's output, else the lines of the Dockerfile; null where there is neither. */
    String tail() {
        var text = output.isEmpty() ? source.map(SourceBlock::text).orElse("") : String.join("\n", output);
        var tail = LogText.tail(text, Limits.LOG);
        return tail.isEmpty() ? null : tail;
    }
}

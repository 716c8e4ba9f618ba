package dev.onggi.operator.e2e;

import dev.onggi.testbed.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command {@code images}, as docs/registry.md has it.
 *
 * @param namespace the registry's
 */
record ImagesPod(TestCluster cluster, String namespace) {

    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = ROOT.resolve("docs/registry.md");

    /** Both lines of the command. */
    private static final Pattern COMMAND = Pattern.compile("^kubectl (run images .*\\\\\\n.*)$", Pattern.MULTILINE);

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final Pattern FILE = Pattern.compile("\"\\$\\(cat ([^)]+)\\)\"");

    /** Gives it the rights of its example. */
    ImagesPod permitted() {
        cluster.kubectlWithInput(
                read(ROOT.resolve("examples/images/images.yaml")), "apply", "-n", namespace, "-f", "-");
        return this;
    }

    /** What it prints of the registry called {@code registry}. */
    String run(String... arguments) {
        var command = new ArrayList<>(words(documented().replace("team-a", namespace)));
        command.addAll(List.of(arguments));
        return cluster.kubectl(command.toArray(String[]::new));
    }

    private static String documented() {
        var match = COMMAND.matcher(read(DOCS));
        if (!match.find()) {
            throw new AssertionError(DOCS + " has no command that starts with: kubectl run images");
        }
        return match.group(1).replace("\\\n", " ");
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(MatchResult::group)
                .map(word -> FILE.matcher(word)
                        .replaceAll(file -> Matcher.quoteReplacement(read(ROOT.resolve(file.group(1))))))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.onggi.operator.e2e;

import dev.onggi.testbed.CommandFailedException;
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
 * A command of the operator's image, as the docs have it.
 *
 * @param namespace the registry's
 * @param name the command
 * @param page where it is documented
 * @param rights what it needs
 */
record CommandPod(TestCluster cluster, String namespace, String name, Path page, Path rights) {

    private static final Path ROOT = Path.of("..");

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final Pattern FILE = Pattern.compile("\"\\$\\(cat ([^)]+)\\)\"");

    /** The one that lists images. */
    static CommandPod images(TestCluster cluster, String namespace) {
        return new CommandPod(
                cluster,
                namespace,
                "images",
                ROOT.resolve("docs/registry.md"),
                ROOT.resolve("examples/images/images.yaml"));
    }

    /** The one that removes an image. */
    static CommandPod remove(TestCluster cluster, String namespace) {
        return new CommandPod(
                cluster,
                namespace,
                "remove",
                ROOT.resolve("examples/clean-up/README.md"),
                ROOT.resolve("examples/clean-up/remove.yaml"));
    }

    /** Gives it the rights of its example. */
    CommandPod permitted() {
        cluster.kubectlWithInput(read(rights), "apply", "-n", namespace, "-f", "-");
        return this;
    }

    /** What it prints of the registry called {@code registry}. */
    String run(String... arguments) {
        var command = new ArrayList<>(words(documented()));
        command.addAll(List.of(arguments));
        return cluster.kubectl(command.toArray(String[]::new));
    }

    /** What it says where it does not do what it was asked for. */
    String refusal(String... arguments) {
        try {
            throw new AssertionError("was not refused: " + run(arguments));
        } catch (CommandFailedException e) {
            return e.getMessage();
        }
    }

    /** Both lines of the command, up to the registry. */
    private String documented() {
        var command = Pattern.compile(
                "^kubectl (run %1$s .*\\\\\\n.* -- %1$s )\\S+/registry".formatted(name), Pattern.MULTILINE);
        var match = command.matcher(read(page));
        if (!match.find()) {
            throw new AssertionError(page + " has no command that starts with: kubectl run " + name);
        }
        var words = match.group(1).replace("\\\n", " ").replace(" -n team-a ", " ");
        return words.replaceFirst("run " + name, "run %s -n %s".formatted(name, namespace)) + namespace + "/registry";
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

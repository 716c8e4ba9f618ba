package dev.onggi.operator.imagebuild.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scripts of a build Pod's containers. They are the same for every build; what they are told comes as arguments and
 * files, as the comment at the head of each says.
 */
public final class BuildScripts {

    private static final Pattern INCLUDE = Pattern.compile("(?m)^# include (\\S+)\n");

    /** A line that is a comment and does not name a program. */
    private static final Pattern COMMENT = Pattern.compile("(?m)^[ \t]*#(?!!).*\n");

    private static final String FETCH = load("fetch.sh");
    private static final String WATCH = load("watch.sh");
    private static final String BASES = load("bases.sh");
    /** As it is: it is a part of the Pods that users run, which no change of a comment shall replace. */
    private static final String POPULATE = included("populate.sh");

    private static final String BUILD = load("build.sh");
    private static final String BUILDER = load("builder.sh");

    private BuildScripts() {}

    /** Fetches a commit. Arguments: URL, revision (empty: the remote's HEAD). */
    public static String fetch() {
        return FETCH;
    }

    /** Asks a remote until it has another commit. Arguments: URL, revision, the known commit, seconds between questions. */
    public static String watch() {
        return WATCH;
    }

    /** Asks registries until a digest has moved. Arguments: seconds between questions, the program that asks. */
    public static String bases() {
        return BASES;
    }

    /** Fills empty volumes from an image. Arguments: its root, and for each volume a path in it and the volume's directory. */
    public static String populate() {
        return POPULATE;
    }

    /** Builds and pushes. Arguments: context directory, Dockerfile (empty: the inline one), options of buildctl. */
    public static String build() {
        return BUILD;
    }

    /** Runs these scripts for many builds, one beside the other. Arguments: build or fetch, a directory, the script. */
    public static String builder() {
        return BUILDER;
    }

    /**
     * A script in one piece: a container gets it as an argument, and can read no other file. Its comments, a third of it,
     * stay at home: each change of a Pod brings all that the Pod is made of to whoever watches it.
     */
    private static String load(String name) {
        return COMMENT.matcher(included(name)).replaceAll("");
    }

    private static String included(String name) {
        return INCLUDE.matcher(read(name)).replaceAll(include -> Matcher.quoteReplacement(included(include.group(1))));
    }

    private static String read(String name) {
        try (var resource = BuildScripts.class.getResourceAsStream("/build/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("the resource build/" + name + " is missing from the operator");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

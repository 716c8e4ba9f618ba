package dev.onggi.operator.imagebuild.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The scripts of a build Pod's containers. They are the same for every build; what they are told comes as arguments and
 * files, as the comment at the head of each says.
 */
public final class BuildScripts {

    private static final String WATCH_MARK = "# include watch.sh\n";
    private static final String FETCH = load("fetch.sh").replace(WATCH_MARK, "");
    private static final String WATCH = watch(load("fetch.sh"));
    private static final String BASES = load("bases.sh");
    private static final String DAEMON = load("daemon.sh");
    private static final String POPULATE = load("populate.sh");
    private static final String BUILD =
            load("build.sh").replace("# include daemon.sh\n", DAEMON).replace("# include built.sh\n", load("built.sh"));
    private static final String BUILDER = load("builder.sh").replace("# include daemon.sh\n", DAEMON);

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

    /** All of a fetch that checks and answers for its arguments, and then another end. */
    private static String watch(String fetch) {
        return fetch.substring(0, fetch.indexOf(WATCH_MARK)) + load("watch.sh");
    }

    private static String load(String name) {
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

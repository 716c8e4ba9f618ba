package dev.onggi.testbed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The scripts of {@code testbed/}: they make a Kubernetes node image, and the programs of an API server, where none can
 * be had from a registry.
 *
 * @param root the top of the project
 */
record Testbed(Path root) {

    /** The one of the project that this process was started in, at whatever depth. */
    static Testbed ofThisProject() {
        return Stream.iterate(Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent)
                .filter(directory -> Files.isExecutable(directory.resolve("testbed/prepare")))
                .findFirst()
                .map(Testbed::new)
                .orElseThrow(() -> new IllegalStateException("No testbed/prepare at or above "
                        + Path.of("").toAbsolutePath() + ": start from the project."));
    }

    Command script(String name, String... arguments) {
        var path = root.resolve("testbed").resolve(name).toString();
        return Command.of(Stream.concat(Stream.of(path), Stream.of(arguments)).toArray(String[]::new))
                .in(root);
    }

    /** Where things lie, as {@code testbed/env} says; some or all are missing as long as they were not prepared. */
    Map<String, String> environment() {
        // bash undoes bash's quoting
        var output = Command.of("bash", "-c", "vars=$(testbed/env); eval \"$vars\" && env -0")
                .in(root)
                .outcome("")
                .output();
        var variables = new TreeMap<String, String>();
        for (var variable : output.split("\0", -1)) {
            var name = variable.substring(0, Math.max(0, variable.indexOf('=')));
            if (name.startsWith("ONGGI_TESTBED_") || name.equals("DOCKER_HOST")) {
                variables.put(name, variable.substring(name.length() + 1));
            }
        }
        return variables;
    }

    /** The path that a variable of {@link #environment()} names, if there is something. */
    Optional<Path> path(String variable) {
        return Optional.ofNullable(environment().get(variable)).map(Path::of).filter(Files::exists);
    }

    /**
     * Runs {@code testbed/prepare}, with its progress on standard output.
     *
     * @param what nothing for all, else {@code docker} or {@code apiserver}
     */
    void prepare(String... what) {
        var exitCode = script("prepare", what).stream(Duration.ofMinutes(5), System.out::println);
        if (exitCode != 0) {
            throw new IllegalStateException("testbed/prepare failed; its last lines say why.");
        }
    }
}

package dev.onggi.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Helm's program, without anything of the user's own: no repositories, no plugins, no cluster but the one that is named. */
final class Helm {

    private static final Path PROGRAM = Programs.helm();
    private static final Path HOME = home();

    private Helm() {}

    /** A command that needs no cluster. */
    static Command local(String... arguments) {
        return of(HOME.resolve("no-kubeconfig"), arguments);
    }

    static Command of(Path kubeconfig, String... arguments) {
        var home = HOME.toString();
        return Command.of(Stream.concat(Stream.of(PROGRAM.toString()), Stream.of(arguments))
                        .toArray(String[]::new))
                .with(Map.of(
                        "KUBECONFIG", kubeconfig.toString(),
                        "HELM_CACHE_HOME", home,
                        "HELM_CONFIG_HOME", home,
                        "HELM_DATA_HOME", home));
    }

    private static Path home() {
        try {
            var home = Files.createTempDirectory("onggi-helm");
            home.toFile().deleteOnExit();
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

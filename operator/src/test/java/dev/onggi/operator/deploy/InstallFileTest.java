package dev.onggi.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** deploy/install.yaml is the base in one file, comments included, for whoever has nothing but an address to apply from. */
class InstallFileTest {

    private static final Path FILE = Path.of("..", "deploy", "install.yaml");
    private static final List<Path> CRDS = List.of(
            Path.of("..", "crds", "imagebuilds.onggi.dev.yaml"),
            Path.of("..", "crds", "localregistries.onggi.dev.yaml"));

    private static final String HEAD = """
            # All of Onggi in one file: kubectl apply --server-side -f deploy/install.yaml
            # For containerd's default directories; k3s, RKE2, CRI-O and Docker have overlays (README.md).
            # Made of deploy/base and crds; to write it anew: mvn -pl operator -am test -Dtest=InstallFileTest -Dinstall.write=true -Dsurefire.failIfNoSpecifiedTests=false
            """;

    @Test
    void shouldBeTheBaseInOneFile() throws IOException {
        // Given
        var expected = text();
        if (Boolean.getBoolean("install.write")) {
            Files.writeString(FILE, expected);
        }

        // Then
        assertThat(FILE).as("see its head for how to write it anew").hasContent(expected);
    }

    @Test
    void shouldHaveEveryObjectOnce() {
        // Given
        var objects = Manifests.objects(FILE).stream()
                .map(object -> object.get("kind").asText() + " "
                        + object.at("/metadata/namespace").asText() + "/"
                        + object.at("/metadata/name").asText())
                .toList();

        // Then
        assertThat(objects)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20)
                .contains("CustomResourceDefinition /imagebuilds.onggi.dev", "Deployment onggi-system/onggi-operator");
    }

    /** In the order of their names, as kustomize has them: namespaces come before what is in them. */
    private static String text() {
        return Stream.concat(CRDS.stream(), Manifests.files().stream())
                .map(InstallFileTest::read)
                .map(String::strip)
                .collect(Collectors.joining("\n---\n", HEAD, "\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

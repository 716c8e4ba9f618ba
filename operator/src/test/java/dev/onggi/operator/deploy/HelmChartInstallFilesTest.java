package dev.onggi.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The chart has what deploy/base and crds have. To write it anew: mvn -pl operator -am test -Dtest=HelmChartInstallFilesTest
 * -Dchart.write=true -Dsurefire.failIfNoSpecifiedTests=false.
 */
class HelmChartInstallFilesTest {

    private static final Path CHART = Path.of("..", "deploy", "helm", "onggi");
    private static final Path CRDS = Path.of("..", "crds");

    @Test
    void shouldHaveATemplateForEachFileOfTheBase() throws IOException {
        shouldHave(CHART.resolve("templates"), ChartTemplates.all());
    }

    @Test
    void shouldHaveTheDefinitionsOfBothKinds() throws IOException {
        // Given
        var definitions = new TreeMap<String, String>();
        for (var name : new String[] {"imagebuilds.onggi.dev.yaml", "localregistries.onggi.dev.yaml"}) {
            definitions.put(name, Files.readString(CRDS.resolve(name)));
        }

        // Then
        shouldHave(CHART.resolve("crds"), definitions);
    }

    @Test
    void shouldBeOfTheVersionOfTheImageThatTheBaseNames() throws IOException {
        // Given
        var image = Manifests.all("Deployment")
                .getFirst()
                .at("/spec/template/spec/containers/0/image")
                .asText();
        var version = image.substring(image.lastIndexOf(':') + 1);
        var chart = Manifests.objects(CHART.resolve("Chart.yaml")).getFirst();

        // Then
        assertThat(chart.get("version").asText()).isEqualTo(version);
        assertThat(chart.get("appVersion").asText()).isEqualTo(version);
    }

    private static void shouldHave(Path folder, SortedMap<String, String> expected) throws IOException {
        if (Boolean.getBoolean("chart.write")) {
            for (var file : yaml(folder)) {
                Files.delete(folder.resolve(file));
            }
            for (var file : expected.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        }
        assertThat(yaml(folder)).containsExactlyElementsOf(expected.keySet());
        for (var file : expected.entrySet()) {
            assertThat(folder.resolve(file.getKey()))
                    .as("see %s for how to write it anew", HelmChartInstallFilesTest.class.getSimpleName())
                    .hasContent(file.getValue());
        }
    }

    private static Iterable<String> yaml(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}

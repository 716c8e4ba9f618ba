package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A newer operator builds nothing anew: the input of a build that an older one made is the same input to it. The golden Pods
 * are what it makes of the inputs today ({@link ImageBuildGoldenTest}).
 */
class UpgradeTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path FINGERPRINTS = RESOURCES.resolve("upgrade/fingerprints.txt");
    private static final Path GOLDEN = RESOURCES.resolve("imagebuild/golden");

    static List<String> inputs() throws IOException {
        return Files.readAllLines(FINGERPRINTS).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void shouldKnowTheFingerprintOfEveryInput() throws IOException {
        // Given
        var known = inputs().stream()
                .map(input -> input.substring(0, input.indexOf(' ')))
                .toList();

        // When
        try (var files = Files.walk(GOLDEN)) {
            var inputs = files.filter(file -> file.endsWith("out-pod-hello-1-build.yaml"))
                    .map(GOLDEN::relativize)
                    .map(Path::toString);

            // Then
            assertThat(known)
                    .as("%s has a line for each, and a new one is added where an input is", FINGERPRINTS)
                    .containsExactlyInAnyOrderElementsOf(inputs.toList());
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void shouldTakeAnInputForTheSameThatAnOlderOperatorHasBuilt(String input) throws IOException {
        // Given
        var golden = input.substring(0, input.indexOf(' '));
        var fingerprint = input.substring(input.indexOf(' ') + 1);

        // When
        var yaml = Files.readString(GOLDEN.resolve(golden));
        var pod = Serialization.unmarshal(yaml, Pod.class);

        // Then
        assertThat(pod.getMetadata().getAnnotations()).containsEntry("onggi.dev/fingerprint", fingerprint);
    }
}

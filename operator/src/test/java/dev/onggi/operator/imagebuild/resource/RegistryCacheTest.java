package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryCacheTest {

    /** Layers that are compressed in two ways are two layers, and none of the cache would be one of the image. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void shouldCompressAsTheImageIsWhenTheCacheIsInTheRegistry(String compression) {
        // Given
        var plan = new BuildPlan(
                Samples.imageBuild(
                        Samples.GIT,
                        "cache: {mode: Registry}",
                        "image: {tags: [latest], compression: %s}".formatted(compression)),
                PushTarget.of(Samples.registry("registry"), "team-a"),
                Optional.empty(),
                Samples.SETTINGS);

        // When
        var arguments = BuildArguments.of(plan);

        // Then
        assertThat(arguments.get(arguments.indexOf("--export-cache") + 1))
                .contains(",mode=max,")
                .endsWith(",compression=" + compression);
        assertThat(arguments.get(arguments.indexOf("--output") + 1)).contains("compression=" + compression);
    }
}

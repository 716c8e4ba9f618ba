package dev.onggi.operator.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.imagebuild.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstOrderTest {

    private static final String FIRST = "hello-1-uidhello";

    @TempDir
    private Path root;

    private final FakeScripts builder = new FakeScripts();
    private Builds builds;

    @BeforeEach
    void givenABuilder() {
        builds = new Builds(
                new BuildFiles(root.resolve("builds"), root.resolve("sources")),
                new FakeScripts(),
                builder,
                4,
                Samples.CLOCK);
    }

    @Test
    void shouldBeginOnceWhenTheOperatorHandsTheSameOrderOver() throws IOException {
        // Given
        write(BuilderApi.write(Orders.ofFiles(1)));

        // When
        new FirstOrder(root).begin(builds);
        builds.accept(Orders.ofFiles(1));

        // Then
        assertThat(builder.commands).containsExactly("start " + FIRST);
        assertThat(root.resolve("builds/" + FIRST + "/onggi/push/config.json")).hasContent("{\"auths\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"key\":", "[]"})
    void shouldWaitForTheOperatorWhenThereIsNoOrderThatCanBeRead(String content) throws Exception {
        // Given
        write(content.getBytes(StandardCharsets.UTF_8));

        // When
        new FirstOrder(root).begin(builds);

        // Then
        assertThat(builder.commands).isEmpty();
        assertThat(builds.changes(-1, Duration.ZERO).ids()).isEmpty();
    }

    private void write(byte[] content) throws IOException {
        Files.write(root.resolve(BuilderApi.FIRST_ORDER), content);
    }
}

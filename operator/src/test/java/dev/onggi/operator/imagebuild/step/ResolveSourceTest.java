package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.Outcomes.proceed;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.status.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolveSourceTest {

    private final ResolveSource step = new ResolveSource();

    @ParameterizedTest
    @ValueSource(strings = {Samples.GIT, "source: {inline: {files: {Dockerfile: FROM scratch}}}"})
    void shouldGoOnWhenTheSourceIsAtHandOrAPodFetchesIt(String source) {
        // Given
        var progress = Contexts.nothing();

        // Then
        assertThat(proceed(step.run(Contexts.of(Samples.imageBuild(source)), progress)))
                .isSameAs(progress);
    }

    @Test
    void shouldStallWhenTheSourceDoesNotExist() {
        // Given
        var missing = new SourceResolution.Missing("SourceNotFound", "there is no ConfigMap");
        var context = Contexts.with(missing, Contexts.of(Samples.imageBuild()));

        // Then
        assertThat(stop(step.run(context, Contexts.nothing())).summary())
                .isEqualTo(new Summary.Stalled("SourceNotFound", "there is no ConfigMap"));
    }
}

package dev.onggi.operator.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.api.BuildReport.State;
import dev.onggi.operator.imagebuild.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleRuleTest {

    private static final Instant RECENTLY = Samples.NOW.minus(Duration.ofMinutes(9));
    private static final Instant LONG_AGO = Samples.NOW.minus(Duration.ofMinutes(10));

    private final ImageBuild shared = Samples.imageBuild("cache: {mode: Shared, size: 10Gi}");

    @Test
    void shouldStayWhenItHadWorkRecently() {
        assertThat(isOver(shared, false, RECENTLY, RECENTLY)).isFalse();
    }

    @Test
    void shouldEndWhenItHadNoWorkForLong() {
        assertThat(isOver(shared, false, LONG_AGO, LONG_AGO)).isTrue();
    }

    @Test
    void shouldStayWhenABuildRuns() {
        assertThat(isOver(shared, true, LONG_AGO, LONG_AGO, Reports.of(1, 1, State.BUILDING)))
                .isFalse();
    }

    @Test
    void shouldStayWhenNobodyHasReadWhatABuildCameTo() {
        // Given
        shared.setStatus(status(null));

        // Then
        assertThat(isOver(shared, false, LONG_AGO, LONG_AGO, Reports.of(1, 1, State.ENDED)))
                .isFalse();
    }

    @Test
    void shouldEndWhenTheStatusTellsWhatItsLastBuildCameTo() {
        // Given
        shared.setStatus(status("Succeeded"));

        // Then
        assertThat(isOver(shared, false, LONG_AGO, LONG_AGO, Reports.of(1, 1, State.ENDED)))
                .isTrue();
    }

    @Test
    void shouldEndWhenNobodySharesIt() {
        assertThat(isOver(Samples.imageBuild(), false, RECENTLY, RECENTLY)).isTrue();
    }

    @Test
    void shouldEndWhenAnotherOneShallTakeItsPlace() {
        assertThat(isOver(shared, true, RECENTLY, RECENTLY)).isTrue();
    }

    @Test
    void shouldEndWhenItsCertificateGetsOld() {
        assertThat(isOver(shared, false, RECENTLY, Samples.NOW.minus(Duration.ofDays(31))))
                .isTrue();
    }

    private static boolean isOver(
            ImageBuild imageBuild, boolean draining, Instant idleSince, Instant created, BuildReport... reports) {
        return new IdleRule(Duration.ofMinutes(10))
                .isOver(List.of(imageBuild), List.of(reports), draining, idleSince, created, Samples.NOW);
    }

    private static ImageBuildStatus status(String result) {
        var start = Samples.NOW.toString();
        var build = new Build(
                1, "onggi-builder", "0123", 1L, result, null, 1, start, null, null, null, null, null, null, null);
        return new ImageBuildStatus(1L, null, null, build, null, null, null, null, null, List.of());
    }
}

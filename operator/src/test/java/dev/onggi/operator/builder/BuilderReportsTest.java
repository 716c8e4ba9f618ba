package dev.onggi.operator.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.api.BuildReport.State;
import dev.onggi.operator.builder.api.BuildReports;
import dev.onggi.operator.imagebuild.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuilderReportsTest {

    private static final String ID = "hello-1-uidhello";

    private final BuilderReports reports = new BuilderReports();

    @Test
    void shouldKeepAnOrderedBuildWhenTheBuilderDoesNotKnowOfItYet() {
        // Given
        reports.order(BuildReport.ordered(Reports.key(1), Samples.NOW));

        // When
        var news = reports.take(new BuildReports(7, List.of(), List.of()));

        // Then
        assertThat(news).isEmpty();
        assertThat(reports.of("uid-hello")).hasSize(1);
        assertThat(reports.version()).isEqualTo(7);
    }

    @Test
    void shouldKeepAnAcceptedBuildWhenAnOlderAnswerDoesNotKnowOfIt() {
        // Given
        reports.order(BuildReport.ordered(Reports.key(1), Samples.NOW));
        reports.accepted(Reports.of(1, 8, State.BUILDING));

        // When
        reports.take(new BuildReports(7, List.of(), List.of()));

        // Then
        assertThat(reports.all()).containsExactly(Reports.of(1, 8, State.BUILDING));
    }

    @Test
    void shouldLoseABuildWhenTheBuilderHasForgottenIt() {
        // Given
        reports.take(new BuildReports(3, List.of(ID), List.of(Reports.of(1, 3, State.BUILDING))));

        // When
        var news = reports.take(new BuildReports(4, List.of(), List.of()));

        // Then
        assertThat(news).containsExactly(Reports.key(1));
        assertThat(reports.all()).isEmpty();
    }

    @Test
    void shouldIgnoreAnOlderReportWhenANewerOneIsThere() {
        // Given
        reports.accepted(Reports.of(1, 9, State.ENDED));

        // When
        var news = reports.take(new BuildReports(9, List.of(ID), List.of(Reports.of(1, 8, State.BUILDING))));

        // Then
        assertThat(news).isEmpty();
        assertThat(reports.all()).containsExactly(Reports.of(1, 9, State.ENDED));
    }

    @Test
    void shouldOrderABuildOnceWhenItIsAskedForTwice() {
        // Given
        reports.order(BuildReport.ordered(Reports.key(1), Samples.NOW));

        // When
        var again = reports.order(BuildReport.ordered(Reports.key(1), Samples.NOW));

        // Then
        assertThat(again).isFalse();
    }

    @Test
    void shouldStayStoppedWhenAReportThatWasOnItsWaySaysOtherwise() {
        // Given
        reports.accepted(Reports.of(1, 3, State.BUILDING));
        reports.forget(ID);

        // When
        reports.take(new BuildReports(4, List.of(ID), List.of(Reports.of(1, 4, State.BUILDING))));

        // Then
        assertThat(reports.all()).allMatch(BuildReport::stopping);
    }
}

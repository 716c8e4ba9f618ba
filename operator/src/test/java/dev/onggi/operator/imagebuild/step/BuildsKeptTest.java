package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.operator.imagebuild.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildsKeptTest {

    @Test
    void shouldKeepThreeOfEachKindWhenNothingIsSaid() {
        assertThat(kept("FSFSFSFSFS")).containsExactly(10, 9, 8, 7, 6, 5);
    }

    @Test
    void shouldKeepAsManyAsTheSpecSays() {
        assertThat(kept("SSFSSFCS", "history: {successful: 1, failed: 2}")).containsExactly(8, 7, 6);
    }

    @Test
    void shouldFillInTheLimitThatIsNotSaid() {
        assertThat(kept("SSSSFFFF", "history: {failed: 1}")).containsExactly(8, 4, 3, 2);
    }

    @Test
    void shouldKeepTheNewestBuildWhenNoFailedOneIsWanted() {
        // Then: what is built and watched next depends on it
        assertThat(kept("SFF", "history: {failed: 0}")).containsExactly(3, 1);
    }

    @Test
    void shouldKeepTheBuildThatIsPinned() {
        assertThat(kept(
                        "SSSSS",
                        "history: {successful: 2}",
                        "rollout: {toBuild: 1, deployment: {ports: [{containerPort: 8080, protocol: TCP}]}}"))
                .containsExactly(5, 4, 1);
    }

    @Test
    void shouldKeepTheSameWhenAskedTwice() {
        // Given
        var spec = Samples.spec("history: {successful: 1, failed: 0}");
        var once = BuildsKept.of(history("SFSFSF"), spec);

        // Then
        assertThat(BuildsKept.of(once, spec)).isEqualTo(once);
    }

    @Test
    void shouldHaveRoomForAllThatASpecCanAskFor() {
        // Given: the largest limits, the newest build and the pinned one
        var history = history("S".repeat(40) + "F".repeat(40));
        var spec = Samples.spec(
                "history: {successful: 20, failed: 20}",
                "rollout: {toBuild: 1, deployment: {ports: [{containerPort: 8080, protocol: TCP}]}}");

        // Then
        assertThat(BuildsKept.of(history, spec)).hasSizeBetween(41, Progress.HISTORY_LENGTH);
    }

    private static List<Integer> kept(String results, String... fields) {
        return BuildsKept.of(history(results), Samples.spec(fields)).stream()
                .map(HistoryEntry::number)
                .toList();
    }

    /** Builds in the order of their numbers: S for one that succeeded, F for one that failed, C for one that was cancelled. */
    private static List<HistoryEntry> history(String results) {
        var entries = new ArrayList<HistoryEntry>();
        for (int number = 1; number <= results.length(); number++) {
            var result = switch (results.charAt(number - 1)) {
                case 'S' -> BuildResults.SUCCEEDED;
                case 'C' -> BuildResults.CANCELLED;
                default -> BuildResults.FAILED;
            };
            entries.addFirst(new HistoryEntry(number, null, null, result, null, null, null, null, null));
        }
        return entries;
    }
}

package dev.onggi.operator.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.TestClock;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.api.BuildReport.State;
import dev.onggi.operator.imagebuild.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildsTest {

    private static final String FIRST = "hello-1-uidhello";
    private static final String SECOND = "hello-2-uidhello";

    @TempDir
    private Path root;

    private final TestClock clock = TestClock.standingAt(Samples.NOW);
    private final FakeScripts fetcher = new FakeScripts();
    private final FakeScripts builder = new FakeScripts();
    private Builds builds;

    @BeforeEach
    void givenABuilderOfOneBuildAtATime() {
        builds =
                new Builds(new BuildFiles(root.resolve("builds"), root.resolve("sources")), fetcher, builder, 1, clock);
    }

    @Test
    void shouldFetchAndThenBuildWhenTheSourceIsGit() throws IOException {
        // When
        builds.accept(Orders.ofGit(1));
        write("sources/" + FIRST + "/told", "commit");
        Files.createDirectories(root.resolve("sources").resolve(FIRST).resolve("run"));
        write("sources/" + FIRST + "/run/source", "commit 1767225600");
        fetcher.end(FIRST, 0);

        // Then
        assertThat(root.resolve("builds/" + FIRST + "/onggi/fetched/source")).hasContent("commit 1767225600");
        assertThat(fetcher.commands).containsExactly("start " + FIRST);
        assertThat(builder.commands).containsExactly("start " + FIRST);
        assertThat(report(FIRST)).returns(State.BUILDING, BuildReport::state).returns("commit", BuildReport::fetched);
    }

    @Test
    void shouldTellWhenEachScriptWasStartedWhenTheBuildHasEnded() throws IOException {
        // When
        builds.accept(Orders.ofFiles(1));
        builds.accept(Orders.ofGit(2));
        clock.advance(Duration.ofSeconds(5));
        builder.end(FIRST, 0);
        clock.advance(Duration.ofSeconds(2));
        fetcher.end(SECOND, 0);
        clock.advance(Duration.ofSeconds(4));
        builder.end(SECOND, 0);

        // Then
        assertThat(report(FIRST))
                .returns(null, BuildReport::fetchStarted)
                .returns(Samples.NOW, BuildReport::buildStarted);
        assertThat(report(SECOND))
                .returns(Samples.NOW, BuildReport::created)
                .returns(Samples.NOW.plusSeconds(5), BuildReport::fetchStarted)
                .returns(Samples.NOW.plusSeconds(7), BuildReport::buildStarted)
                .returns(Samples.NOW.plusSeconds(11), BuildReport::ended);
    }

    @Test
    void shouldEndWhenTheFetchFails() throws IOException {
        // When
        builds.accept(Orders.ofGit(1));
        fetcher.end(FIRST, 1);

        // Then
        assertThat(report(FIRST)).returns(State.ENDED, BuildReport::state).returns(1, BuildReport::fetchCode);
        assertThat(builder.commands).isEmpty();
    }

    @Test
    void shouldBuildOnceWhenAskedTwice() throws IOException {
        // When
        builds.accept(Orders.ofFiles(1));
        var again = builds.accept(Orders.ofFiles(1));

        // Then
        assertThat(builder.commands).containsExactly("start " + FIRST);
        assertThat(again.state()).isEqualTo(State.BUILDING);
    }

    @Test
    void shouldTellTheResultAndKeepNoFileWhenTheBuildHasEnded() throws IOException {
        // Given
        builds.accept(Orders.ofFiles(1));
        var credential = root.resolve("builds").resolve(FIRST).resolve("onggi/push/config.json");
        assertThat(credential).exists();
        write("builds/" + FIRST + "/told", "{}");

        // When
        builder.end(FIRST, 0);

        // Then
        assertThat(report(FIRST))
                .returns(State.ENDED, BuildReport::state)
                .returns("{}", BuildReport::built)
                .returns(0, BuildReport::buildCode)
                .returns(Samples.NOW, BuildReport::ended);
        assertThat(root.resolve("builds").resolve(FIRST)).doesNotExist();
        assertThat(root.resolve("sources").resolve(FIRST)).doesNotExist();
    }

    @Test
    void shouldLetTheNextOneBeginWhenOneHasEnded() throws IOException {
        // Given
        builds.accept(Orders.ofFiles(1));
        assertThat(builds.accept(Orders.ofFiles(2)).state()).isEqualTo(State.QUEUED);

        // When
        builder.end(FIRST, 1);

        // Then
        assertThat(report(SECOND).state()).isEqualTo(State.BUILDING);
    }

    @Test
    void shouldStopAndForgetWhenAskedTo() throws IOException, InterruptedException {
        // Given
        builds.accept(Orders.ofFiles(1));

        // When
        builds.forget(FIRST);
        assertThat(report(FIRST).stopping()).isTrue();
        builder.end(FIRST, 143);

        // Then
        assertThat(builder.commands).containsExactly("start " + FIRST, "stop " + FIRST);
        assertThat(builds.changes(-1, Duration.ZERO).ids()).isEmpty();
    }

    @Test
    void shouldNeverBeginWhenItIsForgottenWhileItWaits() throws IOException, InterruptedException {
        // Given
        builds.accept(Orders.ofFiles(1));
        builds.accept(Orders.ofFiles(2));

        // When
        builds.forget(SECOND);
        builder.end(FIRST, 0);

        // Then
        assertThat(builder.commands).containsExactly("start " + FIRST);
        assertThat(builds.changes(-1, Duration.ZERO).ids()).containsExactly(FIRST);
    }

    @Test
    void shouldTellOnlyWhatIsNewWhenAskedAfterAVersion() throws IOException, InterruptedException {
        // Given
        builds.accept(Orders.ofFiles(1));
        long version = builds.changes(-1, Duration.ZERO).version();

        // When
        builds.accept(Orders.ofFiles(2));
        var changes = builds.changes(version, Duration.ofSeconds(10));

        // Then
        assertThat(changes.ids()).containsExactly(FIRST, SECOND);
        assertThat(changes.changed()).extracting(report -> report.key().id()).containsExactly(SECOND);
    }

    @Test
    void shouldBelieveNothingWhenAContainerTellsOfABuildThatIsNotWithIt() throws IOException {
        // Given
        builds.accept(Orders.ofGit(1));

        // When
        builder.end(FIRST, 0);
        builder.end("nosuch-1-x", 0);

        // Then
        assertThat(report(FIRST).state()).isEqualTo(State.FETCHING);
    }

    private BuildReport report(String id) {
        try {
            return builds.changes(-1, Duration.ZERO).changed().stream()
                    .filter(report -> report.key().id().equals(id))
                    .findFirst()
                    .orElseThrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(root.resolve(file), text);
    }
}

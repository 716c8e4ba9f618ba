package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.Seed.Act.STALLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.golden.FetchResults;
import dev.onggi.operator.imagebuild.Told;
import dev.onggi.operator.status.Summary;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person is told of each kind of failure, in the status and by an event: whether to act, the reason, the cause, and
 * what to do next. The last words of containers are recordings, held against what says them in FetchScriptRecordingTest,
 * FetchRecordingTest and BuildFailureTest; that some of it happens like this on a node is tested in BadInputE2E and others.
 */
class SeededFailuresTest {

    /** A command to copy, or a field to change. */
    private static final Pattern NEXT = Pattern.compile(
            "kubectl \\w+|spec\\.[a-z]\\w*|crane copy|set it to|ask for|registryRef|create it|apply one");

    /** What an event takes, in bytes. */
    private static final int LONGEST_NOTE = 1024;

    static Stream<Seed> seeds() {
        return Stream.of(SourceSeeds.all(), DockerfileSeeds.all(), NamespaceSeeds.all(), FaultSeeds.all())
                .flatMap(Function.identity());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldSayCauseAndNextStep(Seed seed) {
        // Then
        var summary = seed.told().outcome().summary();
        assertThat(summary.reason()).isEqualTo(seed.reason());
        assertThat(summary).isInstanceOf(seed.act() == STALLED ? Summary.Stalled.class : Summary.Retrying.class);
        assertThat(summary.message())
                .contains(seed.cause())
                .contains(seed.next())
                .containsPattern(NEXT);
        assertThat(summary.message()).doesNotContain("\n").hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldSayTheSameInOneWarning(Seed seed) {
        // When
        var warnings = Told.warnings(seed.told().before(), seed.told().after());

        // Then
        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning.reason()).isEqualTo(seed.event());
            assertThat(warning.note()).contains(seed.cause()).contains(seed.next());
            assertThat(warning.note()).hasSizeLessThanOrEqualTo(LONGEST_NOTE);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldWarnOnceWhenNothingChanges(Seed seed) {
        assertThat(Told.warnings(seed.told().after(), seed.told().after())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldTryAgainExactlyWhereNobodyHasToAct(Seed seed) {
        // Given
        var build = seed.told().after().build();

        // Then: of a build that has just ended, the status says when
        if (seed.told().ended()) {
            assertThat(build.result()).isEqualTo("Failed");
            assertThat(build.retryTime() == null).isEqualTo(seed.act() == STALLED);
        }
    }

    @Test
    void shouldHaveEachKindOfFailureOnce() {
        assertThat(seeds().map(Seed::name)).hasSizeGreaterThan(70).doesNotHaveDuplicates();
    }

    @Test
    void shouldHaveASeedWhenAFailureOfAFetchIsRecorded() {
        // When: the sources begin with nothing else
        var told =
                seeds().map(seed -> seed.told().outcome().summary().message()).toList();

        // Then
        assertThat(FetchResults.names())
                .allSatisfy(name -> assertThat(told)
                        .anyMatch(message -> message.startsWith(FetchResults.read(name)
                                .lines()
                                .skip(1)
                                .findFirst()
                                .orElseThrow())));
    }
}

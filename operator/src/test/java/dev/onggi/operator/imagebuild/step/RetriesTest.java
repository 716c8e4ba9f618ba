package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.BROKEN;
import static dev.onggi.operator.imagebuild.BuildPods.END;
import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.step.PodObservation.BuildFailed;
import dev.onggi.operator.imagebuild.step.PodObservation.Interrupted;
import dev.onggi.operator.status.Summary;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private final BuildEnd end = new BuildEnd((namespace, registry, repository, digest, before) -> {
        throw new IllegalStateException("nothing was built");
    });

    @Test
    void shouldTryWithoutEndWhenNothingIsSaid() {
        // When
        var stop = ended(Samples.imageBuild(Samples.GIT), 40);

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.Retrying.class);
        assertThat(stop.progress().build().retryTime()).isNotNull();
        assertThat(stop.summary().message()).endsWith("; the build is tried again");
    }

    @Test
    void shouldTryAsOftenAsTheSpecSays() {
        // Given
        var imageBuild = Samples.imageBuild(Samples.GIT, "retries: 2");

        // Then
        assertThat(ended(imageBuild, 1).summary()).isInstanceOf(Summary.Retrying.class);
        assertThat(ended(imageBuild, 2).summary()).isInstanceOf(Summary.Retrying.class);
        assertThat(ended(imageBuild, 3).summary()).isInstanceOf(Summary.Stalled.class);
    }

    @Test
    void shouldSayWhatTriesAnewWhenThereIsNoTryLeft() {
        // When
        var stop = ended(Samples.imageBuild(Samples.GIT, "retries: 0"), 1);

        // Then
        assertThat(stop.again()).isEmpty();
        assertThat(stop.progress().build().retryTime()).isNull();
        assertThat(stop.summary().reason()).isEqualTo("BuilderFailed");
        assertThat(stop.summary().message())
                .contains("BuildKit does not answer")
                .endsWith("; attempt 1 was the last that spec.retries allows: a new value of spec.rebuild tries anew");
        assertThat(stop.progress().failure().message()).isEqualTo(stop.summary().message());
    }

    @Test
    void shouldCountAPodThatTheStatusDoesNotKnowOfAsTheNextAttempt() {
        // Given: the operator was killed after it had started the second attempt
        var imageBuild = Samples.imageBuild(Samples.GIT, "retries: 1");
        var failed = Contexts.next(ended(imageBuild, 1).progress(), 1);

        // When
        var again = BuildRecord.started(
                failed, Contexts.pod(2, imageBuild), BuildRecord.attempt(failed, Contexts.pod(2, imageBuild)));

        // Then
        assertThat(again.build().attempt()).isEqualTo(2);
    }

    @Test
    void shouldCountAnotherInputAsAFirstAttempt() {
        // Given
        var imageBuild = Samples.imageBuild(Samples.GIT);
        var failed = Contexts.next(ended(imageBuild, 3).progress(), 1);

        // Then
        assertThat(BuildRecord.attempt(failed, Contexts.pod(2, Samples.imageBuild(Samples.GIT, "rebuild: again"))))
                .isEqualTo(1);
    }

    @Test
    void shouldEndAlsoForAPodThatWasTakenAway() {
        // Given
        var imageBuild = Samples.imageBuild("retries: 0");

        // When
        var stop = stop(end.record(
                Contexts.of(imageBuild),
                Contexts.running(1, imageBuild),
                Contexts.pod(1, imageBuild),
                new Interrupted("", "Evicted", "low on memory", END)));

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.Stalled.class);
        assertThat(stop.summary().message()).doesNotContain("tried again");
    }

    private Outcome.Stop ended(ImageBuild imageBuild, int attempt) {
        var pod = Contexts.pod(1, imageBuild);
        var progress = Contexts.next(BuildRecord.started(Contexts.nothing(), pod, attempt), 1);
        return stop(end.record(Contexts.of(imageBuild), progress, pod, new BuildFailed(FETCHED, BROKEN, END)));
    }
}

package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.runner.TestRunner;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an ImageBuild says of a builder that does not start, is lost or out of reach, and what becomes of its build. */
class SharedBuilderTroubleIT extends SharedBuilderCase {

    @Test
    void shouldTryAgainWhenTheBuilderIsGone() {
        // Given
        team.apply(imageBuild("app"));
        startBuilder();
        awaitCommands("start " + id("app", 1));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");

        // When
        team.resource(Pod.class, BUILDER).withGracePeriod(0).delete();
        runner.close();

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Ready", "False BuildInterrupted");
        await("another Pod").atMost(Duration.ofSeconds(30)).until(() -> team.get(Pod.class, BUILDER) != null);
        startBuilder();
        await().atMost(Duration.ofSeconds(10)).until(() -> runner.commands().contains("start " + id("app", 2)));
        runner.ends(id("app", 2), 0, BUILT);
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(team.imageBuild("app").getStatus().build().attempt()).isEqualTo(2);
    }

    @Test
    void shouldSayThatContactWithTheNodeIsLostUntilItIsBack() {
        // Given
        team.apply(imageBuild("app"));
        team.actors().starts(BUILDER);
        startBuilder();
        awaitCommands("start " + id("app", 1));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");

        // When
        setReady("False");

        // Then
        var words = "the cluster has lost contact with node node-1; see kubectl get node node-1";
        assertThat(team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True NodeSilent")
                        .message())
                .contains("build 1 in Pod onggi-builder is at work, as far as is known", words);

        // When
        team.apply(imageBuild("other"));

        // Then
        assertThat(team.awaitCondition(ImageBuild.class, "other", "Reconciling", "True NodeSilent")
                        .message())
                .contains(words);

        // When
        setReady("True");

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");
        awaitCommands("start " + id("app", 1), "start " + id("other", 1));
        runner.ends(id("app", 1), 0, BUILT);
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(team.imageBuild("app").getStatus().build().number()).isEqualTo(1);
    }

    @Test
    void shouldSayThatContactWithTheNodeIsLostWhenTheOperatorWasAwayMeanwhile() {
        // Given
        team.apply(imageBuild("app"));
        team.actors().starts(BUILDER);
        startBuilder();
        awaitCommands("start " + id("app", 1));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");
        operator.stop();
        runner.close();

        // When
        setReady("False");
        operator = RunningOperator.start();

        // Then
        assertThat(team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True NodeSilent")
                        .message())
                .contains("the cluster has lost contact with node node-1");
    }

    @Test
    void shouldSayThatTheBuilderIsOutOfReachUntilItAnswers() {
        // Given
        team.apply(imageBuild("app"));
        var secret = awaitSecret();
        runs();

        // When: again and again, for nobody sees from when on the operator tries
        await("the operator has tried for half a minute")
                .pollInterval(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    clock.advance(Duration.ofSeconds(31));
                    return team.imageBuild("app").getStatus().conditions().stream()
                            .anyMatch(condition -> condition.reason().equals("BuilderUnreachable"));
                });

        // Then
        assertThat(team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True BuilderUnreachable")
                        .message())
                .contains(
                        "the operator does not reach the builder in Pod onggi-builder at 127.0.0.1, port 8443: ",
                        "see kubectl get networkpolicy -n " + team.namespace());

        // When
        runner = TestRunner.start(root, ADDRESS, secret);

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");
        awaitCommands("start " + id("app", 1));
    }

    @Test
    void shouldSayWhatKeepsTheBuilderFromServingAnotherWhenItsClaimCannotBeWritten() {
        // Given
        team.apply(imageBuild("one"));
        team.awaited(PersistentVolumeClaim.class, BUILDER);
        try (var _ =
                FrozenKind.claims(team.actors().client(), team.namespace(), BUILDER, "claims are frozen this week")) {

            // When
            team.apply(imageBuild("two"));

            // Then
            assertThat(team.awaitCondition(ImageBuild.class, "two", "Reconciling", "True Retrying")
                            .message())
                    .contains("claims are frozen this week", "kubectl logs -n");
        }

        // Then
        team.awaitCondition(Duration.ofSeconds(30), ImageBuild.class, "two", "Reconciling", "True BuilderStarting");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FailedMount            | MountVolume.MountDevice failed for volume "pvc-1" | PodBlocked      | the builder in Pod onggi-builder cannot start: MountVolume.MountDevice failed for volume "pvc-1"; see kubectl describe pod -n
            FailedCreatePodSandBox | the runtime does not support user namespaces      | NodeUnsupported | set spec.cache.mode to Volume
            """)
    void shouldSayWhyTheBuilderDoesNotStartWhenOnlyAnEventTells(
            String event, String note, String reason, String sentence) {
        // Given
        team.apply(imageBuild("app"));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True BuilderStarting");
        team.actors().warns(BUILDER, event, note);

        // When
        clock.advance(Duration.ofSeconds(10));

        // Then
        assertThat(team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True " + reason)
                        .message())
                .contains(note, sentence);
    }

    /** What the node controller says of the Pods of a node that has fallen silent, and a kubelet that is back. */
    private void setReady(String ready) {
        await("status of the builder")
                .ignoreException(KubernetesClientException.class)
                .until(
                        () -> team.resource(Pod.class, BUILDER).editStatus(there -> {
                            there.setStatus(new PodStatusBuilder(running())
                                    .addNewCondition()
                                    .withType("ContainersReady")
                                    .withStatus("True")
                                    .endCondition()
                                    .addNewCondition()
                                    .withType("Ready")
                                    .withStatus(ready)
                                    .endCondition()
                                    .build());
                            return there;
                        }),
                        there -> there != null);
    }
}

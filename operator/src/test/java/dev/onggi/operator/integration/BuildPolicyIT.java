package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When builds run, and what stays of them. */
class BuildPolicyIT {

    private static final Digest FIRST = Digest.of("first");
    private static final Digest SECOND = Digest.of("second");

    /** The pause before another try, or until admission is asked again. */
    private static final Duration LATER = Duration.ofSeconds(45);

    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldLetABuildEndAndKeepNoMoreThanTheSpecAsksFor() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(app("one"));
        team.actors().starts("app-1-build");
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");

        // When
        team.apply(app("two"));

        // Then
        var queued = team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Queued");
        assertThat(queued.message()).startsWith("build 1 is of an older input and goes on to its end");
        assertThat(team.get(Pod.class, "app-1-build").isMarkedForDeletion()).isFalse();

        // When
        team.actors().builds("app-1-build", FIRST);
        team.actors().builds("app-2-build", SECOND);

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        var status = team.imageBuild("app").getStatus();
        assertThat(status.image().digest()).isEqualTo(SECOND.value());
        assertThat(status.history())
                .extracting(entry -> entry.number() + " " + entry.result())
                .containsExactly("2 Succeeded");
        assertThat(team.eventReasons("app")).doesNotContain("BuildCancelled");
        await().untilAsserted(() -> assertThat(buildPods(team)).containsExactly("app-2-build"));
    }

    @Test
    void shouldTryWithMoreMemoryAsFarAsTheNamespaceAllows() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply("""
                apiVersion: v1
                kind: LimitRange
                metadata: {name: limits}
                spec: {limits: [{type: Container, max: {memory: 6Gi}}]}
                """);
        team.apply(app("one"));

        // When
        team.actors().runsOutOfMemory("app-1-build");

        // Then
        var stalled = team.awaitCondition(LATER, ImageBuild.class, "app", "Stalled", "True OutOfMemory");
        assertThat(stalled.message())
                .startsWith("build 1 ran out of memory, and a Pod with a limit of 8Gi is not admitted: ")
                .contains("maximum memory usage per Container is 6Gi, but limit is 8Gi");
        assertThat(buildPods(team)).containsExactly("app-1-build");

        // When
        team.resource(LimitRange.class, "limits").delete();

        // Then: nobody need tell the operator
        var memory = await().atMost(LATER)
                .until(() -> team.get(Pod.class, "app-2-build"), pod -> pod != null)
                .getSpec()
                .getContainers()
                .getFirst()
                .getResources();
        assertThat(memory.getLimits()).containsEntry("memory", new Quantity("8Gi"));
        assertThat(memory.getRequests()).containsEntry("memory", new Quantity("512Mi"));
        await().untilAsserted(() -> assertThat(team.eventReasons("app")).contains("BuildFailed", "MemoryRaised"));
    }

    @Test
    void shouldKeepBuildsFromTheAddressesOfCredentials() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();

        // When
        team.apply(app("one"));

        // Then
        var policy = team.awaited(NetworkPolicy.class, "app-build").getSpec();
        assertThat(policy.getEgress().get(1).getTo().getFirst().getIpBlock().getExcept())
                .contains("169.254.0.0/16", "100.100.100.200/32");
        assertThat(team.awaited(ConfigMap.class, "app-1-build").getMetadata().getCreationTimestamp())
                .as("no container starts before its inputs")
                .isGreaterThanOrEqualTo(
                        team.get(NetworkPolicy.class, "app-build").getMetadata().getCreationTimestamp());
    }

    private static List<String> buildPods(Team team) {
        return team.list(Pod.class).stream()
                .filter(pod -> !pod.isMarkedForDeletion())
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    private static String app(String rebuild) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: FROM scratch}}}
                  cache: {mode: None}
                  runPolicy: Serial
                  history: {successful: 1}
                  rebuild: %s
                """.formatted(rebuild);
    }
}

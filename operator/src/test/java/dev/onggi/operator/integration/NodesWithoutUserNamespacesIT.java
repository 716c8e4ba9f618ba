package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.TestClock;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of builds when a kubelet says that its node has no user namespaces. */
class NodesWithoutUserNamespacesIT {

    private final TestClock clock = TestClock.going();
    private RunningOperator operator;
    private Team team;

    @BeforeEach
    void start() {
        operator = RunningOperator.start(new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node"), clock);
        team = Team.create("privileged");
        team.applySimpleRegistry();
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldTakeTheEngineThatNeedsNoneAndBeginWithItFromThenOn() {
        // Given
        team.apply(imageBuild("app"));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True BuildStarted");
        assertThat(engine("app")).isEqualTo("NestedUserNamespace");
        team.actors()
                .warns(
                        "app-1-build",
                        "FailedCreatePodSandBox",
                        "the handler \"\" does not support user namespaces on this node");

        // When
        clock.advance(Duration.ofSeconds(10));

        // Then
        var retrying = team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True NodeUnsupported");
        assertThat(retrying.message()).contains("does not support user namespaces", "engine Rootless");
        await("the Pod is taken back").until(() -> team.get(Pod.class, "app-1-build") == null);
        clock.advance(Duration.ofSeconds(11));
        var second = team.awaited(Pod.class, "app-2-build");
        assertThat(second.getSpec().getHostUsers()).isNull();
        await().untilAsserted(() -> assertThat(engine("app")).isEqualTo("Rootless"));
        assertThat(team.imageBuild("app").getStatus().build().attempt()).isEqualTo(2);

        // When: another one, which need not find out by itself
        team.apply(imageBuild("other"));

        // Then
        assertThat(team.awaited(Pod.class, "other-1-build").getSpec().getHostUsers())
                .isNull();
        await().untilAsserted(() -> assertThat(engine("other")).isEqualTo("Rootless"));

        // When: nodes may have been upgraded since
        clock.advance(Duration.ofMinutes(61));
        team.apply(imageBuild("later"));

        // Then
        assertThat(team.awaited(Pod.class, "later-1-build").getSpec().getHostUsers())
                .isFalse();
    }

    private String engine(String name) {
        return team.imageBuild(name).getStatus().build().engine();
    }

    private static String imageBuild(String name) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec: {source: {inline: {files: {Dockerfile: FROM scratch}}}, cache: {mode: None}}
                """.formatted(name);
    }
}

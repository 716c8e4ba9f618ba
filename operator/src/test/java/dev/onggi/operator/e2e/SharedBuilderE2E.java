package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One builder for the ImageBuilds of a namespace: what it saves, and that nothing is lost or left with it. */
@ExtendWith(E2eCluster.class)
class SharedBuilderE2E {

    private static final String BUILDER = "onggi-builder";

    @Test
    void shouldTakeStepsFromTheCacheOfOtherBuildsWhenTheyShareABuilder(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("one", "sleep 2; head -c 8 /dev/urandom >/stamp", "a"));
        workspace.apply(imageBuild("two", "sleep 2; echo other", "a"));
        var one = workspace.awaitReady("one").getStatus();
        workspace.awaitReady("two");
        assertThat(one.build().pod()).isEqualTo(BUILDER);
        assertThat(one.build().cachedSteps()).isZero();
        assertThat(workspace.buildPods("one")).isEmpty();
        var builder = builder(workspace).getMetadata().getUid();

        // When
        workspace.apply(imageBuild("one", "sleep 2; head -c 8 /dev/urandom >/stamp", "b"));
        var changed = workspace.awaitReady("one").getStatus();
        workspace.apply(imageBuild("three", "sleep 2; head -c 8 /dev/urandom >/stamp", "b"));
        var unchanged = workspace.awaitReady("three").getStatus();

        // Then
        assertThat(changed.build().number()).isEqualTo(2);
        assertThat(changed.build().cachedSteps())
                .isPositive()
                .isLessThan(changed.build().steps());
        assertThat(unchanged.build().cachedSteps()).isEqualTo(unchanged.build().steps());
        assertThat(unchanged.image().digest()).isEqualTo(changed.image().digest());
        assertThat(builder(workspace).getMetadata().getUid()).isEqualTo(builder);
        assertThat(cluster.kubectl("logs", "-n", namespace.name(), BUILDER)).contains("[one-1] ", "[three-1] ");
    }

    private static Pod builder(Workspace workspace) {
        return workspace
                .cluster()
                .client()
                .pods()
                .inNamespace(workspace.namespace())
                .withName(BUILDER)
                .get();
    }

    private static String imageBuild(String name, String run, String text) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          RUN %s
                          COPY text /text
                        text: %s
                  cache: {mode: Shared, size: 1Gi}
                """.formatted(name, run, text);
    }
}

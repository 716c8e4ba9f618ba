package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person at a terminal, who has nothing but kubectl. */
@ExtendWith(E2eCluster.class)
class KubectlE2E {

    private static final String BOTH = """
            apiVersion: onggi.dev/v1alpha1
            kind: LocalRegistry
            metadata: {name: registry}
            ---
            apiVersion: onggi.dev/v1alpha1
            kind: ImageBuild
            metadata: {name: sleeper}
            spec:
              source:
                inline:
                  files:
                    Dockerfile: |
                      FROM busybox:stable
                      ENTRYPOINT ["sleep", "1000"]
              rollout: {deployment: {}}
            """;

    /** All that a namespace may have, but for events, of which the API server gets rid by itself. */
    private static final String EVERYTHING =
            "all,configmap,secret,persistentvolumeclaim,serviceaccount,role,rolebinding,networkpolicy,imagebuild,localregistry";

    @Test
    void shouldServeEveryCommandThatPeopleKnow(TestCluster cluster, TestNamespace namespace) {
        // Given
        var kubectl = new Terminal(cluster, namespace.name());
        var before = kubectl.run("get", EVERYTHING, "-o", "name");
        var watched = Collections.synchronizedList(new ArrayList<String>());
        var watch = CompletableFuture.runAsync(() -> kubectl.watch(watched));

        // When
        kubectl.apply("apply");
        kubectl.run("wait", "--for=condition=Ready", "imagebuild/sleeper", "--timeout=4m");

        // Then
        assertThat(kubectl.run("get", "ib", "sleeper"))
                .contains("READY", "REASON", "REVISION", "DIGEST", "SIZE", "ROLLOUT", "DURATION", "AGE")
                .contains("True", "Succeeded", "1/1");
        assertThat(kubectl.run("get", "onggi")).contains("localregistry", "imagebuild");
        assertThat(kubectl.run("describe", "ib", "sleeper"))
                .containsSubsequence(
                        "BuildStarted",
                        "SourceFetched",
                        "BuildSucceeded",
                        "Pushed",
                        "RolloutStarted",
                        "RolloutComplete");
        assertThat(kubectl.run("explain", "imagebuild", "--recursive")).contains("source", "rollout", "conditions");
        assertThat(kubectl.run("explain", "localregistry", "--recursive")).contains("storage", "access", "conditions");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(String.join("\n", watched)).contains("Succeeded"));
        shouldLeaveNoDifference(kubectl);
        kubectl.apply("delete", "--wait", "--timeout=60s");
        await("nothing is left but what was there before")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(kubectl.run("get", EVERYTHING, "-o", "name")).isEqualTo(before));
        watch.join();
    }

    /** What was applied is what is there, whichever way it is applied again. */
    private static void shouldLeaveNoDifference(Terminal kubectl) {
        var generation = kubectl.run("get", "ib", "sleeper", "-o", "jsonpath={.metadata.generation}");
        assertThat(kubectl.apply("diff")).isEmpty();
        kubectl.apply("apply");
        kubectl.apply("apply", "--server-side");
        assertThat(kubectl.apply("diff", "--server-side")).isEmpty();
        assertThat(kubectl.run("get", "ib", "sleeper", "-o", "jsonpath={.metadata.generation}"))
                .isEqualTo(generation);
    }

    private record Terminal(TestCluster cluster, String namespace) {

        String run(String... arguments) {
            return cluster.kubectl(in(arguments).toArray(String[]::new));
        }

        String apply(String... arguments) {
            var all = in(arguments);
            all.addAll(List.of("-f", "-"));
            return cluster.kubectlWithInput(BOTH, all.toArray(String[]::new));
        }

        /** For as long as it may take until the image runs. */
        void watch(List<String> lines) {
            var all = in("get", "ib", "--watch", "--request-timeout=60s");
            cluster.kubectlLines(Duration.ofMinutes(2), lines::add, all.toArray(String[]::new));
        }

        private List<String> in(String... arguments) {
            var all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("-n", namespace));
            return all;
        }
    }
}

package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.api.v1alpha1.PodSecurity;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What runs on an image: by digest, once per digest, and the truth about Pods that crash. */
@ExtendWith(E2eCluster.class)
class RolloutE2E {

    @Test
    void shouldRollNothingOutWhenARebuildGivesTheSameDigest(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("echo started; sleep 3600", "", "1m"));
        var first = workspace.awaitReady("app");
        var generation = workspace.deployment("app").getMetadata().getGeneration();

        // When
        workspace.apply(imageBuild("echo started; sleep 3600", "rebuild: again", "1m"));
        var second = workspace.awaitReady("app");

        // Then
        assertThat(second.getStatus().build().number()).isEqualTo(2);
        assertThat(second.getStatus().build().cachedSteps())
                .isEqualTo(second.getStatus().build().steps());
        assertThat(second.getStatus().image().digest())
                .isEqualTo(first.getStatus().image().digest());
        assertThat(workspace.deployment("app").getMetadata().getGeneration()).isEqualTo(generation);
        assertThat(workspace.events("app", "RolloutStarted")).hasSize(1);
    }

    @Test
    void shouldPullAgainFromTheRegistryWhenTheImageWasRemovedFromTheNode(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("echo started; sleep 3600", "", "1m"));
        var ready = workspace.awaitReady("app");
        var reference = ready.getStatus().image().reference();
        cluster.kubectl("scale", "-n", namespace.name(), "deployment/app", "--replicas=0");
        removeFromNode(cluster, reference);

        // When: the operator takes the number of replicas back, and the node has no image to run
        var pulled = await("the image is on the node again")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> imagesOnNode(cluster), images -> images.contains(reference));

        // Then
        assertThat(pulled).contains(reference);
        assertThat(workspace.awaitReady("app").getStatus().rollout().summary()).isEqualTo("1/1");
    }

    @Test
    void shouldTellExitCodeAndLastWordsWhenTheImageCrashes(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();

        // When
        workspace.apply(imageBuild("echo cannot find the database >&2; exit 7", "", "20s"));
        var crashing = workspace.awaitCondition("app", "RolledOut", "False", "CrashLoopBackOff");
        var stalled = workspace.awaitCondition("app", "Stalled", "True", "RolloutFailed");

        // Then
        assertThat(condition(crashing, "Ready").status()).isEqualTo("False");
        assertThat(condition(crashing, "Ready").message())
                .contains("the container ended with exit code 7 after \"cannot find the database\"")
                .contains("kubectl logs --previous -n " + namespace.name());
        assertThat(crashing.getStatus().failure().exitCode()).isEqualTo(7);
        assertThat(crashing.getStatus().failure().log()).contains("cannot find the database");
        assertThat(condition(stalled, "Ready").message())
                .contains("the image was not available within the progress deadline of 20s");

        // When
        workspace.apply(imageBuild("echo started; sleep 3600", "", "1m"));
        var ready = workspace.awaitReady("app");

        // Then
        assertThat(ready.getStatus().failure()).isNull();
        assertThat(condition(ready, "Stalled")).isNull();
        assertThat(ready.getStatus().rollout().summary()).isEqualTo("1/1");

        // Then: what else keeps a Pod from being available is told as soon
        tells(
                workspace,
                "{\"probes\": {\"readiness\": {\"exec\": {\"command\": [\"false\"]}, \"periodSeconds\": 1}}}",
                "Readiness probe failed");
        tells(workspace, "{\"probes\": null, \"resources\": {\"requests\": {\"memory\": \"1Ti\"}}}", "Unschedulable");
        tells(workspace, """
                {"resources": null, "template": {"spec": {"initContainers": [
                  {"name": "before", "image": "docker.io/library/no-such-image:1"}]}}}""", "no-such-image");
    }

    /** The condition tells of a Pod's trouble within 15 s, and a few more until there is a Pod. */
    private static void tells(Workspace workspace, String deployment, String words) {
        var patch = "{\"spec\": {\"rollout\": {\"deployment\": " + deployment + "}}}";
        workspace
                .cluster()
                .kubectl(
                        "patch", "-n", workspace.namespace(), "imagebuild", "app", "--type", "merge", "--patch", patch);
        await(words)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(condition(workspace.imageBuild("app"), "RolledOut")
                                .message())
                        .contains(words, "kubectl describe pod -n " + workspace.namespace()));
    }

    @Test
    void shouldRunTheImageBeforeWhenTheNextOneCrashes(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("echo started; sleep 3600", "", "1m"));
        var good = workspace.awaitReady("app").getStatus().image();

        // When
        workspace.apply(imageBuild("echo cannot find the database >&2; exit 7", "", "15s"));
        var stalled = workspace.awaitCondition("app", "Stalled", "True", "RolledBack");

        // Then
        var status = stalled.getStatus();
        assertThat(condition(stalled, "Ready").status()).isEqualTo("False");
        assertThat(condition(stalled, "Ready").message())
                .contains("Deployment/app runs " + good.reference() + " again")
                .contains("the container ended with exit code 7")
                .contains("change the source or the spec to try anew");
        assertThat(status.failure().log()).contains("cannot find the database");
        assertThat(status.image().digest()).isNotEqualTo(good.digest());
        assertThat(status.rollout().digest()).isEqualTo(good.digest());
        assertThat(status.rollout().summary()).isEqualTo("1/1");
        assertThat(status.history()).extracting(HistoryEntry::rollout).containsExactly("RolledBack", "Complete");
        assertThat(runs(workspace)).isEqualTo(good.reference());
        assertThat(workspace.events("app", "RolledBack")).hasSize(1);

        assertThat(status.image().user()).isEqualTo("root");
        assertThat(status.rollout().podSecurity().restricted()).isFalse();
        assertThat(status.rollout().podSecurity().message())
                .contains("container app (runAsNonRoot")
                .contains("the image runs as root");

        // When: a better one is built, which does not run as root
        workspace.apply(imageBuild("echo better; sleep 3600", "", "1m").replace("ENTRYPOINT", AS_NOBODY));
        var better = workspace.awaitReady("app").getStatus();

        // Then
        assertThat(runs(workspace)).isEqualTo(better.image().reference());
        assertThat(better.failure()).isNull();
        assertThat(better.image().user()).isEqualTo("10001");
        assertThat(better.rollout().podSecurity()).isEqualTo(new PodSecurity(true, null));
        assertThat(cluster.kubectl(
                        "exec",
                        "-n",
                        namespace.name(),
                        "deployment/app",
                        "--",
                        "sh",
                        "-c",
                        "id -u; grep -E '^(CapBnd|NoNewPrivs|Seccomp):' /proc/1/status"))
                .as("what the kernel says of the container")
                .isEqualToIgnoringWhitespace("10001 CapBnd: 0000000000000000 NoNewPrivs: 1 Seccomp: 2");

        // When: somebody wants the first one
        cluster.kubectl("patch", "-n", namespace.name(), "imagebuild", "app", "--type", "merge", "--patch", """
                {"spec": {"rollout": {"toBuild": 1, "deployment": {"template": {"spec": {
                  "hostAliases": [{"ip": "10.9.8.7", "hostnames": ["database"]}]}}}}}}""");
        workspace.awaitCondition("app", "Ready", "True", "Pinned");

        // Then
        assertThat(runs(workspace)).isEqualTo(good.reference());
        assertThat(workspace
                        .imageBuild("app")
                        .getStatus()
                        .rollout()
                        .podSecurity()
                        .restricted())
                .as("the first image runs as root")
                .isFalse();
        assertThat(cluster.kubectl("exec", "-n", namespace.name(), "deployment/app", "--", "cat", "/etc/hosts"))
                .as("what only the template says")
                .containsPattern("10\\.9\\.8\\.7\\s+database");
    }

    private static String runs(Workspace workspace) {
        return workspace
                .deployment("app")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private static String imagesOnNode(TestCluster cluster) {
        return cluster.onNode("ctr", "-n", "k8s.io", "images", "ls", "-q");
    }

    private static void removeFromNode(TestCluster cluster, String reference) {
        cluster.onNode("ctr", "-n", "k8s.io", "images", "rm", "--sync", reference);
        cluster.onNode("ctr", "-n", "k8s.io", "content", "prune", "references");
    }

    /** An instruction more, before the last one. */
    private static final String AS_NOBODY = "USER 10001\n          ENTRYPOINT";

    private static String imageBuild(String command, String more, String progressDeadline) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          COPY words.txt /words.txt
                          RUN cp /words.txt /copy.txt
                          ENTRYPOINT ["/bin/sh", "-c", "%s"]
                        words.txt: some words
                  rollout: {deployment: {replicas: 1}, progressDeadline: %s}
                  %s
                """.formatted(command, progressDeadline, more);
    }
}

package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A registry that is killed at the worst moment: in the middle of the upload of a layer. */
@ExtendWith(E2eCluster.class)
class RegistryKilledE2E {

    private static final int LAYER_MEBIBYTES = 200;
    private static final long LAYER_BYTES = LAYER_MEBIBYTES * 1024L * 1024;

    /** More than anything that is pushed but for the large layer. */
    private static final long UNDER_WAY = 20_000_000;

    /**
     * Waits on the node until an upload is under way in the storage of a Pod, kills all processes of that Pod at once, and
     * prints which upload it was and how far it had come.
     */
    private static final String KILL = """
            uid=$1 repository=$2 enough=$3 pids='' root='' tries=0
            for group in /proc/[0-9]*/cgroup; do
              if grep -q -e "$uid" -e "$(echo "$uid" | tr - _)" "$group" 2>/dev/null; then
                pid=${group#/proc/}
                pid=${pid%/cgroup}
                pids="$pids $pid"
                if [ -d "/proc/$pid/root/var/lib/registry" ]; then root=/proc/$pid/root/var/lib/registry; fi
              fi
            done
            while [ "$tries" -lt 6000 ]; do
              for data in "$root/docker/registry/v2/repositories/$repository/_uploads"/*/data; do
                size=$(stat -c %s "$data" 2>/dev/null || echo 0)
                if [ "$size" -gt "$enough" ]; then
                  kill -KILL $pids
                  upload=${data%/data}
                  echo "${upload##*/} $size"
                  exit 0
                fi
              done
              tries=$((tries + 1))
              sleep 0.02
            done
            echo 'no upload came under way' >&2
            exit 1
            """;

    private static final String IMAGE_BUILD = """
            apiVersion: onggi.dev/v1alpha1
            kind: ImageBuild
            metadata: {name: app}
            spec:
              source:
                inline:
                  files:
                    Dockerfile: |
                      FROM busybox:stable
                      RUN dd if=/dev/urandom of=/large bs=1M count=%d
                      ENTRYPOINT ["/bin/sh", "-c", "sleep 3600"]
              rollout: {deployment: {}}
            """.formatted(LAYER_MEBIBYTES);

    @Test
    void shouldPushAgainWhenTheRegistryIsKilledInTheMiddleOfAPush(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(IMAGE_BUILD);

        // When
        var upload = killInMidUpload(cluster, namespace);

        // Then
        shouldBeWholeAndLeaveNothingButTheUploadThatBrokeOff(workspace, upload);
    }

    /** The builder gives up after a while, and the operator does not. */
    @Test
    void shouldBuildAgainWhenTheRegistryStaysAwayAfterThat(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(IMAGE_BUILD);
        workspace.awaitCondition("app", "Built", "Unknown", "Building");
        var node = cluster.client()
                .nodes()
                .list()
                .getItems()
                .getFirst()
                .getMetadata()
                .getName();

        // When: there is no place for another Pod
        cluster.kubectl("cordon", node);
        String upload;
        try {
            upload = killInMidUpload(cluster, namespace);
            workspace.awaitCondition("app", "Built", "False", "RegistryUnreachable");
        } finally {
            cluster.kubectl("uncordon", node);
        }

        // Then
        shouldBeWholeAndLeaveNothingButTheUploadThatBrokeOff(workspace, upload);
        assertThat(workspace.imageBuild("app").getStatus().build().attempt()).isGreaterThan(1);
        assertThat(workspace.events("app", "BuildFailed")).hasSize(1);
    }

    /**
     * Kills the registry without giving it the time to end in order, and its Pod is gone with its processes.
     *
     * @return the upload that it was in the middle of
     */
    private static String killInMidUpload(TestCluster cluster, TestNamespace namespace) {
        var pod = registryPod(cluster, namespace);
        var told = cluster.onNode(
                        "sh", "-c", KILL, "kill", pod.uid(), repository(namespace.name()), String.valueOf(UNDER_WAY))
                .strip()
                .split(" ", -1);
        cluster.kubectl("delete", "pod", "-n", namespace.name(), pod.name(), "--grace-period=0", "--force");
        assertThat(Long.parseLong(told[1])).as("bytes of the upload").isBetween(UNDER_WAY, LAYER_BYTES - 1);
        return told[0];
    }

    private static void shouldBeWholeAndLeaveNothingButTheUploadThatBrokeOff(Workspace workspace, String upload) {
        var ready = workspace.awaitReady("app").getStatus();
        assertThat(workspace.cluster().kubectl("logs", "-n", workspace.namespace(), "app-1-build"))
                .as("the first builder met the kill, and said so")
                .contains("error: failed to copy")
                .contains("retrying in");
        // the node has pulled it, and checked each digest
        assertThat(ready.rollout().summary()).isEqualTo("1/1");
        var storage = new RegistryPod(workspace.cluster(), workspace.namespace());
        assertThat(storage.uploads(repository(workspace.namespace()))).containsExactly(upload);
    }

    private static String repository(String namespace) {
        return namespace + "/app";
    }

    private record PodIdentity(String name, String uid) {}

    private static PodIdentity registryPod(TestCluster cluster, TestNamespace namespace) {
        return cluster
                .client()
                .pods()
                .inNamespace(namespace.name())
                .withLabel("app.kubernetes.io/name", "registry")
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> new PodIdentity(
                        pod.getMetadata().getName(), pod.getMetadata().getUid()))
                .findFirst()
                .orElseThrow();
    }
}

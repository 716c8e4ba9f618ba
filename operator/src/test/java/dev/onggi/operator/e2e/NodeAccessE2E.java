package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What makes nodes able to pull is broken, thing by thing: the condition tells it, and all is well again. */
@ExtendWith(E2eCluster.class)
class NodeAccessE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What admins are promised. */
    private static final Duration ASSERTED = Duration.ofSeconds(60);

    @Test
    void shouldPutItsDirectoryRightAndLeaveAForeignOneAloneAndTellBoth(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var nodes = new NodesCanPull(workspace);
        var address = workspace.applyRegistry().getStatus().address();
        var directory = cluster.kind().certsDirectory() + "/" + address;

        // When: the directory is gone
        cluster.onNode("rm", "-r", directory);

        // Then
        await("the directory is there again")
                .atMost(ASSERTED)
                .ignoreExceptions()
                .until(() -> cluster.onNode("cat", directory + "/hosts.toml").contains("managed by onggi"));
        nodes.await(ASSERTED, "True", "damaged and have been put right");

        // When: one of somebody else's is in its place, moved there at once for the agent is quick
        var foreign = "server = \"https://elsewhere.example.com\"";
        cluster.onNode(
                "sh",
                "-ec",
                "mkdir /tmp/foreign; echo '%1$s' > /tmp/foreign/hosts.toml; rm -r '%2$s'; mv -T /tmp/foreign '%2$s'"
                        .formatted(foreign, directory));

        // Then
        nodes.await(ASSERTED, "False", "DirectoryForeign");
        assertThat(cluster.onNode("cat", directory + "/hosts.toml").strip()).isEqualTo(foreign);
        assertThat(cluster.onNode("ls", directory).strip()).isEqualTo("hosts.toml");
        assertThat(workspace.events("registry", "NodeCannotPull")).isNotEmpty();

        // When
        cluster.onNode("rm", "-r", directory);

        // Then
        nodes.await(ASSERTED, "True", "pulled from the registry");
        assertThat(cluster.onNode("cat", directory + "/hosts.toml")).contains("managed by onggi");
    }

    @Test
    void shouldProveItAgainWhenTheCaIsReplacedAndPasswordsAreRotated(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var nodes = new NodesCanPull(workspace);
        var address = workspace.applyRegistry().getStatus().address();
        var authority = authority(cluster, namespace);
        long proofs = nodes.proofs();

        // When: the operator's CA is lost
        cluster.kubectl("delete", "secret/onggi-ca", "-n", "onggi-system");

        // Then: nodes trust another one beside it, which signs in an hour, and have pulled with both
        await("another CA")
                .atMost(PATIENCE)
                .until(() -> !authority(cluster, namespace).equals(authority));
        nodes.awaitProofAfter(proofs);
        assertThat(cluster.onNode("cat", cluster.kind().certsDirectory() + "/" + address + "/ca.crt"))
                .isEqualTo(authority(cluster, namespace))
                .contains(authority)
                .containsPattern("(?s)(BEGIN CERTIFICATE.*){2}");

        // When
        var passwords = pullSecret(cluster, namespace);
        proofs = nodes.proofs();
        workspace.apply(Workspace.REGISTRY + "spec: {auth: {rotate: \"once\"}}\n");

        // Then
        await("other passwords")
                .atMost(PATIENCE)
                .until(() -> !pullSecret(cluster, namespace).equals(passwords));
        nodes.awaitProofAfter(proofs);
        assertThat(workspace.events("registry", "UsersRotated")).isNotEmpty();
    }

    @Test
    void shouldTellThatTheRegistryIsDownAndProveItAgainWhenItIsBack(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var nodes = new NodesCanPull(workspace);
        workspace.applyRegistry();

        // When: somebody stops it
        cluster.kubectl("scale", "-n", namespace.name(), "deployment/registry-registry", "--replicas=0");

        // Then: it is started again
        await("the event RegistryUnavailable")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(workspace.events("registry", "RegistryUnavailable"))
                        .isNotEmpty());
        workspace.applyRegistry();

        // When: there is no place for it, and a node has to pull
        workspace.apply(Workspace.REGISTRY + "spec: {nodeSelector: {onggi.dev/there-is-no-such-node: here}}\n");
        cluster.kubectl(
                "wait",
                "-n",
                namespace.name(),
                "--for=condition=Available=false",
                "localregistry/registry",
                "--timeout=2m");
        cluster.kubectl("delete", "pod", "-n", namespace.name(), "-l", "app.kubernetes.io/name=canary");

        // Then
        nodes.await("False", "cannot pull");

        // When
        workspace.apply(Workspace.REGISTRY + "spec: {}\n");

        // Then: the kubelet would wait for minutes before it tried again
        nodes.await("True", "pulled from the registry");
        assertThat(workspace.registry("registry").getStatus().nodes().summary()).isEqualTo("1/1");
    }

    private static String authority(TestCluster cluster, TestNamespace namespace) {
        return secret(cluster, namespace, "registry-ca", "{.data.ca\\.crt}");
    }

    private static String pullSecret(TestCluster cluster, TestNamespace namespace) {
        return secret(cluster, namespace, "registry-pull", "{.data.\\.dockerconfigjson}");
    }

    private static String secret(TestCluster cluster, TestNamespace namespace, String name, String key) {
        var data = cluster.kubectl("get", "secret/" + name, "-n", namespace.name(), "-o", "jsonpath=" + key);
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }
}

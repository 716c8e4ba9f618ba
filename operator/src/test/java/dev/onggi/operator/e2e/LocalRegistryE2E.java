package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.status.Conditions;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A registry's life: where it runs, what it does to nodes and takes back, and what it says when it cannot. */
@ExtendWith(E2eCluster.class)
class LocalRegistryE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void shouldRunWhereRestrictedIsEnforced(TestCluster cluster, TestNamespace namespace) {
        // Given
        cluster.kubectl(
                "label", "namespace", namespace.name(), "--overwrite", "pod-security.kubernetes.io/enforce=restricted");
        var workspace = new Workspace(cluster, namespace.name());

        // When
        var registry = workspace.applyRegistry();

        // Then
        assertThat(registry.getStatus().nodes().summary()).isEqualTo("1/1");
        assertThat(registry.getStatus().address()).isEqualTo("registry.%s.svc:5000".formatted(namespace.name()));
        assertThat(List.of("Available", "CertificateReady", "NodesCanPull"))
                .allSatisfy(type -> assertThat(
                                Conditions.isTrue(registry.getStatus().conditions(), type))
                        .as(type)
                        .isTrue());
    }

    @Test
    void shouldWriteItsDirectoryAgainWhenItIsDamagedAndRemoveItWhenDeleted(
            TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var address = workspace.applyRegistry().getStatus().address();
        var directory = cluster.kind().certsDirectory() + "/" + address;
        assertThat(cluster.onNode("cat", directory + "/hosts.toml")).contains("managed by onggi");

        // When
        cluster.onNode("rm", directory + "/hosts.toml");

        // Then
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> cluster.onNode("cat", directory + "/hosts.toml").contains("managed by onggi"));

        // When
        cluster.kubectl("delete", "-n", namespace.name(), "localregistry/registry", "--timeout=60s");

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(cluster.onNode("ls", cluster.kind().certsDirectory()))
                                .doesNotContain(address));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.kubectl(
                                "get",
                                "all,secrets,configmaps,persistentvolumeclaims",
                                "-n",
                                namespace.name(),
                                "-l",
                                "app.kubernetes.io/managed-by=onggi",
                                "-o",
                                "name"))
                        .isEmpty());
    }

    @Test
    void shouldNameTheClaimAndItsCauseWhenStorageCannotBeBound(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());

        // When
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: unbound}
                spec: {storage: {persistentVolumeClaim: {storageClassName: there-is-none}}}
                """);

        // Then
        var stalled = await().atMost(PATIENCE)
                .until(
                        () -> workspace.registry("unbound"),
                        registry -> registry.getStatus() != null
                                && Conditions.isTrue(registry.getStatus().conditions(), "Stalled"));
        var ready = Conditions.find(stalled.getStatus().conditions(), "Ready").orElseThrow();
        assertThat(ready.status()).isEqualTo("False");
        assertThat(ready.reason()).isEqualTo("StorageNotBound");
        assertThat(ready.message())
                .contains("unbound-registry")
                .contains("there-is-none")
                .contains("kubectl describe pvc -n " + namespace.name());

        // When: the StorageClass cannot be changed, so the corrected registry is a new one
        cluster.kubectl("delete", "-n", namespace.name(), "localregistry/unbound", "--timeout=60s");
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: unbound}
                """);

        // Then
        await().atMost(PATIENCE)
                .until(
                        () -> workspace.registry("unbound"),
                        registry -> registry.getStatus() != null
                                && Conditions.isTrue(registry.getStatus().conditions(), "Ready"));
    }

    /** Rule 2 of the framework's: an operator that ignores the events of its own writes would lose some of these. */
    @Test
    void shouldReconcileTheLastChangeWhenSpecChangesWhileStatusIsWritten(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        var resource = cluster.client()
                .resources(LocalRegistry.class)
                .inNamespace(namespace.name())
                .withName("registry");

        for (int round = 1; round <= 25; round++) {
            // When: a change of spec makes the operator write status, and the next one lands in that moment
            var last = Map.of("cpu", 10 + round + "m");
            patchRequests(cluster, namespace, Map.of("cpu", 100 + round + "m"));
            patchRequests(cluster, namespace, last);

            // Then
            await("change " + round + " is reconciled without waiting for the safety interval")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(resource::get, LocalRegistryE2E::isObserved);
            assertThat(cluster.kubectl(
                            "get",
                            "deployment/registry-registry",
                            "-n",
                            namespace.name(),
                            "-o",
                            "jsonpath={.spec.template.spec.initContainers[0].resources.requests.cpu}"))
                    .isEqualTo(last.get("cpu"));
        }
    }

    private static boolean isObserved(LocalRegistry registry) {
        return registry.getMetadata()
                .getGeneration()
                .equals(registry.getStatus().observedGeneration());
    }

    private static void patchRequests(TestCluster cluster, TestNamespace namespace, Map<String, String> requests) {
        cluster.client()
                .resources(LocalRegistry.class)
                .inNamespace(namespace.name())
                .withName("registry")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"resources\":{\"requests\":{\"cpu\":\"%s\"}}}}".formatted(requests.get("cpu")));
    }
}

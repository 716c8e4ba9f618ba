package dev.onggi.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.docs.Reader;
import dev.onggi.testbed.KubeApi;
import dev.onggi.testbed.Terminal;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation from its first command to its last, as README and docs have them, on an API server that knows nothing of it. */
class InstallCommandsIT {

    /** The Prometheus operator's, as far as it is needed here. */
    private static final String SERVICE_MONITORS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: servicemonitors.monitoring.coreos.com}
            spec:
              group: monitoring.coreos.com
              scope: Namespaced
              names: {kind: ServiceMonitor, plural: servicemonitors, singular: servicemonitor}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldInstallChangeAndRemoveAllOfIt() {
        try (var api = KubeApi.start()) {
            // Given
            var client = api.client();
            var terminal = Terminal.open(directory, api.kubeconfig(), "default");
            var readme = new Reader("README.md", terminal);
            var operations = new Reader("docs/operations.md", terminal);

            // When
            readme.type("kubectl apply --server-side -k deploy");

            // Then: the other way changes nothing
            var generation = operator(client).getMetadata().getGeneration();
            readme.type("kubectl apply --server-side -f deploy/install.yaml");
            assertThat(operator(client).getMetadata().getGeneration()).isEqualTo(generation);

            // Then: as with Helm, which neither labels namespaces nor changes definitions
            operations.type("kubectl label namespace onggi-system");
            operations.type("kubectl apply --server-side -k crds");

            // When
            readme.type("kubectl apply --server-side -k deploy/overlays/k3s");

            // Then
            assertThat(client.apps()
                            .daemonSets()
                            .inNamespace("onggi-node")
                            .list()
                            .getItems()
                            .toString())
                    .contains("/var/lib/rancher/k3s");

            // When
            client.resource(namespace("team-a")).create();
            readme.type("kubectl apply --server-side -k deploy/overlays/one-namespace");

            // Then
            assertThat(environment(client)).contains("ONGGI_WATCH_NAMESPACES=team-a");
            assertThat(client.rbac().roleBindings().inNamespace("team-a").list().getItems())
                    .hasSize(3);

            // When
            apply(client, SERVICE_MONITORS);
            var metrics = new Reader("docs/metrics.md", terminal);
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(metrics.type("kubectl apply -f deploy/components/prometheus"))
                            .contains("onggi-operator"));
            new Reader("docs/network.md", terminal).type("kubectl set env");

            // Then
            assertThat(environment(client))
                    .contains("ONGGI_BUILD_DENIED_NETWORKS=169.254.0.0/16,192.0.2.0/24,fd00:ec2::254/128");

            shouldRemoveAllOfIt(client, operations);
        }
    }

    private static void shouldRemoveAllOfIt(KubernetesClient client, Reader operations) {
        // Given
        apply(client, """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: hello, namespace: team-a}
                spec: {source: {inline: {files: {Dockerfile: "FROM scratch"}}}}
                """);

        // When
        operations.type("kubectl delete imagebuilds,localregistries");

        // Then
        assertThat(client.resources(ImageBuild.class).inAnyNamespace().list().getItems())
                .isEmpty();

        // When
        var removal = CompletableFuture.supplyAsync(() -> operations.type("kubectl delete -k deploy"));
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            endNamespaces(client);
            return removal.isDone();
        });

        // Then
        assertThat(removal.join()).contains("imagebuilds.onggi.dev", "onggi-operator");
        assertThat(client.namespaces().list().getItems().toString()).doesNotContain("onggi-");
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .list()
                        .getItems()
                        .toString())
                .doesNotContain("onggi.dev");
        assertThat(client.rbac().clusterRoles().list().getItems().toString()).doesNotContain("onggi-");

        // When
        operations.type("kubectl apply --server-side -k crds");
        operations.type("kubectl delete -k crds");

        // Then
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .list()
                        .getItems()
                        .toString())
                .doesNotContain("onggi.dev");
    }

    /** Does what the namespaces' controller would do. */
    private static void endNamespaces(KubernetesClient client) {
        for (var namespace : client.namespaces().list().getItems()) {
            if (namespace.isMarkedForDeletion()) {
                namespace.getSpec().setFinalizers(List.of());
                var name = namespace.getMetadata().getName();
                client.raw("/api/v1/namespaces/%s/finalize".formatted(name), "PUT", namespace);
            }
        }
    }

    private static Deployment operator(KubernetesClient client) {
        return client.apps()
                .deployments()
                .inNamespace("onggi-system")
                .withName("onggi-operator")
                .require();
    }

    private static List<String> environment(KubernetesClient client) {
        return operator(client).getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .map(variable -> variable.getName() + "=" + variable.getValue())
                .toList();
    }

    private static Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    private static void apply(KubernetesClient client, String yaml) {
        client.resourceList(yaml)
                .items()
                .forEach(object -> client.resource(object).serverSideApply());
    }
}

package dev.onggi.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.docs.Page;
import dev.onggi.testbed.CommandFailedException;
import dev.onggi.testbed.HelmChart;
import dev.onggi.testbed.KubeApi;
import dev.onggi.testbed.Kustomize;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Helm chart, by Helm itself: it installs what kustomize installs. */
class HelmChartIT {

    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final HelmChart CHART = new HelmChart(DEPLOY.resolve("helm/onggi"));
    private static final String OPERATOR = "Deployment onggi-system/onggi-operator";
    private static final String AGENT = "DaemonSet onggi-node/onggi-node-agent";
    private static final String RELEASE_NAMESPACE = "Namespace /onggi-system";

    private static final String MIRRORED =
            "registry.example.com:5000/mirror/operator@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    /** Every value that is not the default. */
    private static final String EVERYTHING = """
            image: registry.example.com:5000/mirror/operator@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            imagePullPolicy: Always
            watchNamespaces: [team-a, team-b]
            env: {ONGGI_SAFETY_INTERVAL: 10m, ONGGI_BUILDER_BUILDS: "8"}
            resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi, cpu: 2}}
            nodeAgent: {runtime: k3s}
            webhooks: {enabled: false}
            metrics: {enabled: true, serviceMonitor: {enabled: true}}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"", EVERYTHING})
    void shouldBeClean(String values) {
        assertThat(CHART.lint(values)).doesNotContain("[WARNING]", "[ERROR]");
    }

    @Test
    void shouldInstallWhatTheBaseInstalls() {
        // Given
        var expected = kustomized("base");
        expected.remove(RELEASE_NAMESPACE);

        // Then
        assertThat(rendered("")).hasSizeGreaterThan(20).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k3s", "rke2", "crio", "docker"})
    void shouldInstallWhatTheOverlayOfARuntimeInstalls(String runtime) {
        // Given
        var expected = kustomized("overlays/" + runtime);
        expected.remove(RELEASE_NAMESPACE);

        // Then
        assertThat(rendered("nodeAgent: {runtime: %s}".formatted(runtime))).isEqualTo(expected);
    }

    @Test
    void shouldInstallWhatTheOverlayForOneNamespaceInstalls() {
        // Given
        var expected = kustomized("overlays/one-namespace");
        expected.remove(RELEASE_NAMESPACE);

        // Then
        assertThat(rendered("watchNamespaces: [team-a]")).isEqualTo(expected);
    }

    @Test
    void shouldTakeEveryValue() {
        // When
        var objects = rendered(EVERYTHING);

        // Then
        var pod = objects.get(OPERATOR).at("/spec/template/spec/containers/0");
        assertThat(pod.get("image").asText()).isEqualTo(MIRRORED);
        assertThat(pod.get("imagePullPolicy").asText()).isEqualTo("Always");
        assertThat(pod.at("/resources/limits/cpu").asText()).isEqualTo("2");
        assertThat(pod.at("/resources/requests/memory").asText()).isEqualTo("256Mi");
        assertThat(environment(pod))
                .contains(
                        "ONGGI_WATCH_NAMESPACES=team-a,team-b",
                        "ONGGI_SAFETY_INTERVAL=10m",
                        "ONGGI_BUILDER_BUILDS=8",
                        "ONGGI_GATEWAY_IMAGE=" + MIRRORED);
        assertThat(objects.get(AGENT).at("/spec/template/spec").findValuesAsText("image"))
                .hasSize(3)
                .containsOnly(MIRRORED);
        assertThat(objects.keySet())
                .contains(
                        "RoleBinding team-a/onggi-watches",
                        "RoleBinding team-b/onggi-impersonates",
                        "ClusterRoleBinding /onggi-reads",
                        "ServiceMonitor onggi-system/onggi-operator")
                .doesNotContain("ClusterRoleBinding /onggi-watches", "Service onggi-system/onggi-webhooks");
    }

    @Test
    void shouldMakeNothingForMetricsWhenTheyAreOff() {
        assertThat(rendered("metrics: {enabled: false, serviceMonitor: {enabled: true}}")
                        .keySet())
                .contains(OPERATOR)
                .doesNotContain(
                        "Service onggi-system/onggi-operator-metrics", "ServiceMonitor onggi-system/onggi-operator");
    }

    @Test
    void shouldFollowTheNamespaceOfTheRelease() {
        // When
        var objects = objects(CHART.render("platform", ""));

        // Then
        assertThat(objects).containsKeys("Deployment platform/onggi-operator", "Role platform/onggi-operator");
        assertThat(objects.toString()).doesNotContain("onggi-system");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replicas: 2                                        | replicas
            image: "Not An Image"                              | /image
            imagePullPolicy: Sometimes                         | /imagePullPolicy
            watchNamespaces: team-a                            | /watchNamespaces
            watchNamespaces: [Team_A]                          | /watchNamespaces/0
            env: {DEBUG: "true"}                               | DEBUG
            env: {ONGGI_WATCH_NAMESPACES: team-a}              | ONGGI_WATCH_NAMESPACES
            env: {ONGGI_BUILDER_BUILDS: 8}                     | /env/ONGGI_BUILDER_BUILDS
            nodeAgent: {runtime: podman}                       | /nodeAgent/runtime
            webhooks: {enabled: "no"}                          | /webhooks/enabled
            metrics: {serviceMonitor: {enabled: maybe}}        | /metrics/serviceMonitor/enabled
            resources: {claims: []}                            | claims
            """)
    void shouldRefuseValuesThatTheSchemaDoesNotHave(String values, String where) {
        assertThatThrownBy(() -> CHART.render("onggi-system", values))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(where);
    }

    @Test
    void shouldComeChangeAndGoByHelm(@TempDir Path folder) throws IOException {
        try (var api = KubeApi.start()) {
            // Given
            var client = api.client();
            for (var name : List.of("team-a", "team-b")) {
                client.resource(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build())
                        .create();
            }
            var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
            var release = CHART.in(kubeconfig, "onggi-system");

            // When
            release.type(Page.of("README.md").command("helm install"));

            // Then
            assertThat(image(client)).isEqualTo("registry.example.com/onggi/operator:0.1.0");
            assertThat(agents(client)).hasSize(1);

            // Given
            var registry = client.resource(Serialization.unmarshal("""
                    apiVersion: onggi.dev/v1alpha1
                    kind: LocalRegistry
                    metadata: {name: registry, namespace: team-a}
                    """, LocalRegistry.class));
            registry.create();

            // When
            release.upgrade(EVERYTHING.replace("serviceMonitor: {enabled: true}", "serviceMonitor: {enabled: false}"));

            // Then
            assertThat(image(client)).isEqualTo(MIRRORED);
            assertThat(client.rbac().roleBindings().inNamespace("team-b").list().getItems())
                    .hasSize(3);
            assertThat(client.rbac()
                            .clusterRoleBindings()
                            .withName("onggi-watches")
                            .get())
                    .as("with namespaces of its own it has no right in others")
                    .isNull();

            // When
            release.type(Page.of("docs/operations.md").command("helm uninstall"));

            // Then
            assertThat(client.apps()
                            .deployments()
                            .inNamespace("onggi-system")
                            .list()
                            .getItems())
                    .isEmpty();
            assertThat(agents(client)).isEmpty();
            assertThat(client.rbac().roleBindings().inNamespace("team-b").list().getItems())
                    .isEmpty();
            assertThat(registry.get())
                    .as("the definitions stay, and what people have made")
                    .isNotNull();
        }
    }

    private static List<DaemonSet> agents(KubernetesClient client) {
        return client.apps().daemonSets().inNamespace("onggi-node").list().getItems();
    }

    private static String image(KubernetesClient client) {
        return client.apps()
                .deployments()
                .inNamespace("onggi-system")
                .withName("onggi-operator")
                .require()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private static SortedMap<String, JsonNode> rendered(String values) {
        return objects(CHART.render("onggi-system", values));
    }

    private static SortedMap<String, JsonNode> kustomized(String folder) {
        return objects(Kustomize.build(DEPLOY.resolve(folder)));
    }

    private static SortedMap<String, JsonNode> objects(String documents) {
        var objects = new TreeMap<String, JsonNode>();
        for (var object : Manifests.objects(documents)) {
            sortNamed(object);
            var kind = object.get("kind").asText();
            objects.put(
                    kind + " " + object.at("/metadata/namespace").asText() + "/"
                            + object.at("/metadata/name").asText(),
                    // of definitions, HelmChartInstallFilesTest compares the text; kustomize writes their 0.0 as 0
                    kind.equals("CustomResourceDefinition") ? object.get("kind") : object);
        }
        return objects;
    }

    /** kustomize puts what a patch adds first; variables, mounts and volumes have no order that matters here. */
    private static void sortNamed(JsonNode node) {
        for (var field : List.of("env", "volumeMounts", "volumes")) {
            for (var list : node.findValues(field)) {
                if (list instanceof ArrayNode array) {
                    var items = new ArrayList<JsonNode>();
                    array.forEach(items::add);
                    items.sort(Comparator.comparing(item ->
                            item.path("name").asText() + item.path("mountPath").asText()));
                    array.removeAll().addAll(items);
                }
            }
        }
    }

    private static List<String> environment(JsonNode container) {
        var variables = new ArrayList<String>();
        container
                .get("env")
                .forEach(variable -> variables.add(variable.get("name").asText() + "="
                        + variable.path("value").asText()));
        return variables;
    }
}

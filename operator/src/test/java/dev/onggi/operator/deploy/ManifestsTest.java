package dev.onggi.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {

    static Stream<JsonNode> workloads() {
        return Manifests.all("Deployment", "DaemonSet").stream();
    }

    @Test
    void shouldInstallEveryFileThatIsThere() {
        // Given
        Set<String> listed = new HashSet<>();
        Manifests.objects(Manifests.BASE.resolve("kustomization.yaml"))
                .getFirst()
                .get("resources")
                .forEach(resource -> listed.add(resource.asText()));

        // Then
        assertThat(Manifests.files())
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(listed).contains(file.getFileName().toString()));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void shouldRunWithoutAnyPrivilege(JsonNode workload) {
        // Given
        JsonNode pod = workload.at("/spec/template/spec");

        // Then
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                .isFalse();
        assertThat(pod.get("containers")).isNotEmpty().allSatisfy(container -> {
            JsonNode security = container.get("securityContext");
            assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(security.get("readOnlyRootFilesystem").asBoolean(false)).isTrue();
            assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        });
    }

    @Test
    void shouldLeadPrometheusToTheMetricsAndNowhereElse() {
        // Given
        JsonNode monitor = Manifests.objects(Manifests.BASE.resolve("../components/prometheus/service-monitor.yaml"))
                .getFirst();
        JsonNode labels = monitor.at("/spec/selector/matchLabels");
        String port = monitor.at("/spec/endpoints/0/port").asText();

        // When
        var found = Manifests.all("Service").stream()
                .filter(service -> labels.properties().stream()
                        .allMatch(label -> label.getValue()
                                .equals(service.at("/metadata/labels").get(label.getKey()))))
                .filter(service -> StreamSupport.stream(
                                service.at("/spec/ports").spliterator(), false)
                        .anyMatch(known -> port.equals(known.path("name").asText())))
                .map(service -> service.at("/metadata/name").asText());

        // Then
        assertThat(labels).isNotEmpty();
        assertThat(found).containsExactly("onggi-operator-metrics");
    }

    @Test
    void shouldGiveTheNodeAgentNoCredentials() {
        // Given
        JsonNode pod = Manifests.all("DaemonSet").getFirst().at("/spec/template/spec");

        // Then
        assertThat(pod.get("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.get("volumes"))
                .noneSatisfy(volume -> assertThat(volume.has("secret") || volume.has("projected"))
                        .isTrue());
    }

    @Test
    void shouldLeaveTheDataOfTheRegistriesToTheOperator() {
        // Given
        JsonNode configMap = Manifests.all("ConfigMap").getFirst();

        // Then
        assertThat(configMap.at("/metadata/name").asText()).isEqualTo("onggi-node-registries");
        assertThat(configMap.has("data")).isFalse();
    }

    @Test
    void shouldRunOperatorAndAgentFromOneImage() {
        // When
        Set<String> images = new HashSet<>();
        workloads()
                .forEach(workload -> images.add(
                        workload.at("/spec/template/spec/containers/0/image").asText()));

        // Then
        assertThat(images).hasSize(1);
        assertThat(Path.of("src", "main", "docker", "Dockerfile")).isRegularFile();
    }

    /** Others' volumes lie in /var/lib: what stays mounted in a container cannot be unmounted on the node. */
    @Test
    void shouldMountVarLibInNoContainerThatStays() {
        // Given
        JsonNode containers = Manifests.all("DaemonSet").getFirst().at("/spec/template/spec/containers");

        // Then
        assertThat(containers)
                .hasSize(2)
                .allSatisfy(container -> assertThat(container.get("volumeMounts"))
                        .isNotEmpty()
                        .noneSatisfy(mount ->
                                assertThat(mount.get("mountPath").asText()).startsWith("/node/var")));
    }

    @Test
    void shouldGiveTheAgentOfEachOverlayTheDirectoryThatItMounts() throws IOException {
        // Given
        List<Path> overlays;
        try (Stream<Path> folders = Files.list(Manifests.BASE.resolveSibling("overlays"))) {
            overlays = folders.filter(folder -> Files.exists(folder.resolve("node-agent.yaml")))
                    .sorted()
                    .toList();
        }

        // Then
        assertThat(overlays).hasSize(4).allSatisfy(overlay -> {
            JsonNode pod = Manifests.objects(overlay.resolve("node-agent.yaml"))
                    .getFirst()
                    .at("/spec/template/spec");
            var volume = StreamSupport.stream(pod.get("volumes").spliterator(), false)
                    .filter(each -> each.get("name").asText().equals("certs"))
                    .findFirst()
                    .orElseThrow();
            for (var container : List.of(pod.at("/initContainers/0"), pod.at("/containers/0"))) {
                assertThat(container.at("/env/0/value").asText())
                        .isEqualTo(overlay.getFileName().toString());
                assertThat(container.at("/env/1/value").asText())
                        .isEqualTo(volume.at("/hostPath/path").asText());
            }
        });
    }
}

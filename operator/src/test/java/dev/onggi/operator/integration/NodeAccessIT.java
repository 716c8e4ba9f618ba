package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ways in which nodes pull, on nodes that exist in the status of their agents alone. */
class NodeAccessIT {

    private static RunningOperator operator;

    private final NodeAgentPods agents = new NodeAgentPods(ApiServer.admin());

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @AfterEach
    void removeNodes() {
        agents.gone("node-1");
        agents.gone("node-2");
    }

    @Test
    void shouldGiveAProxyToTheNodeThatNeedsItAndOneNameToAllWhenNodesDiffer() {
        // Given
        agents.inspected("node-1", NodeAgentPods.WORKS);
        agents.inspected("node-2", NodeAgentPods.CANNOT);
        var team = Team.create();

        // When
        apply(team, "{mode: Auto}");

        // Then
        var pullAddress =
                await().until(() -> pullAddress(team), address -> address != null && address.startsWith("127.0.0.1:"));
        var proxy = await().until(() -> proxy(team).get(), object -> object != null);
        var pod = proxy.getSpec().getTemplate().getSpec();
        assertThat(pod.getHostNetwork()).isTrue();
        assertThat(pod.getContainers().getFirst().getPorts().getFirst().getHostIP())
                .isEqualTo("127.0.0.1");
        assertThat(pod.getAffinity()
                        .getNodeAffinity()
                        .getRequiredDuringSchedulingIgnoredDuringExecution()
                        .getNodeSelectorTerms())
                .singleElement()
                .satisfies(term ->
                        assertThat(term.getMatchFields().getFirst().getValues()).containsExactly("node-2"));
        assertThat(nodeFiles())
                .containsKey("registry.%s.svc_5000.hosts.toml".formatted(team.namespace()))
                .containsKey(pullAddress.replace(':', '_') + ".hosts.toml");
        await().untilAsserted(() -> assertThat(pullSecret(team)).contains("\"" + pullAddress + "\""));

        // When
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");

        // Then
        var canary = team.awaited(DaemonSet.class, "registry-canary");
        assertThat(canary.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .startsWith(pullAddress + "/onggi/canary@sha256:");
    }

    @Test
    void shouldEndTheProxyButKeepTheNameWhenTheNodeHasGoneAndRemoveAllWithTheRegistry() {
        // Given
        agents.inspected("node-1", NodeAgentPods.WORKS);
        agents.inspected("node-2", NodeAgentPods.CANNOT);
        var team = Team.create();
        apply(team, "{mode: Auto}");
        await().until(() -> proxy(team).get() != null);
        var pullAddress =
                await().until(() -> pullAddress(team), address -> address != null && address.startsWith("127.0.0.1:"));

        // When
        agents.gone("node-2");

        // Then
        await().until(() -> proxy(team).get() == null);
        assertThat(pullAddress(team)).isEqualTo(pullAddress);

        // When
        var proxy = proxy(team);
        team.resource(LocalRegistry.class, "registry").delete();

        // Then
        await().until(() -> team.registry("registry") == null);
        assertThat(proxy.get()).isNull();
        assertThat(nodeFiles().keySet())
                .noneMatch(key -> key.contains(team.namespace()) || key.startsWith(pullAddress.replace(':', '_')));
    }

    @Test
    void shouldPutTheProxyBackWhenSomebodyChangedOrRemovedItAndTakeItAwayWithTheMode() {
        // Given
        var team = Team.create();
        apply(team, "{mode: LoopbackProxy, port: 20500}");
        await().until(() -> proxy(team).get() != null);
        // the status is written after what it tells of
        await().until(() -> pullAddress(team), "127.0.0.1:20500"::equals);

        // When
        proxy(team).delete();

        // Then
        await().until(() -> proxy(team).get() != null);

        // When
        proxy(team).edit(object -> {
            object.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("somebody/elses:1");
            return object;
        });

        // Then
        await().untilAsserted(() -> assertThat(proxy(team)
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("docker.io/onggi/operator:0.1.0"));

        // When
        apply(team, "{mode: HostsConfig}");

        // Then
        await().until(() -> proxy(team).get() == null);
        await().until(() -> pullAddress(team), ("registry." + team.namespace() + ".svc:5000")::equals);
        assertThat(nodeFiles()).doesNotContainKey("127.0.0.1_20500.hosts.toml");
    }

    @Test
    void shouldNameTheNodeWhenADirectoryThereIsForeignAndForgetItWhenItIsNot() {
        // Given
        agents.inspected("node-1", NodeAgentPods.WORKS);
        var team = Team.create();
        apply(team, "{mode: HostsConfig}");
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");
        team.actors().pullsCanaryOn("registry", "node-1");
        team.awaitCondition(LocalRegistry.class, "registry", "NodesCanPull", "True AllNodesProved");

        // When
        agents.told("node-1", """
                {"runtime":"containerd","hostsConfig":true,"cause":"","refused":{"registry.%s.svc:5000":"it is somebody else's"}}""".formatted(team.namespace()));

        // Then
        var foreign = team.awaitCondition(LocalRegistry.class, "registry", "NodesCanPull", "False NodesCannotPull");
        assertThat(foreign.message()).contains("node-1: DirectoryForeign", "it is somebody else's");
        await().untilAsserted(() -> assertThat(team.eventReasons("registry")).contains("NodeCannotPull"));

        // When
        agents.told("node-1", NodeAgentPods.WORKS);

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "NodesCanPull", "True AllNodesProved");
    }

    @Test
    void shouldOpenAndCloseTheNodePortWhenTheModeChanges() {
        // Given
        var team = Team.create();

        // When
        apply(team, "{mode: NodePort}");

        // Then
        var address = await().until(() -> pullAddress(team), known -> known != null && known.startsWith("localhost:"));
        var port = team.get(Service.class, "registry")
                .getSpec()
                .getPorts()
                .getFirst()
                .getNodePort();
        assertThat(address).isEqualTo("localhost:" + port);
        await().untilAsserted(() -> assertThat(pullSecret(team)).contains("\"" + address + "\""));
        assertThat(nodeFiles().keySet()).noneMatch(key -> key.contains(team.namespace()));

        // When
        apply(team, "{mode: HostsConfig}");

        // Then
        await().untilAsserted(() -> {
            var spec = team.get(Service.class, "registry").getSpec();
            assertThat(spec.getType()).isEqualTo("ClusterIP");
            assertThat(spec.getPorts().getFirst().getNodePort()).isNull();
        });
    }

    private static void apply(Team team, String nodes) {
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec: {storage: {emptyDir: {}}, access: {nodes: %s}}
                """.formatted(nodes));
    }

    private static String pullAddress(Team team) {
        var status = team.registry("registry").getStatus();
        return status == null ? null : status.pullAddress();
    }

    /** The DaemonSet of the registry's proxy, there or not. */
    private static Resource<DaemonSet> proxy(Team team) {
        return ApiServer.admin()
                .apps()
                .daemonSets()
                .inNamespace("onggi-node")
                .withName(
                        "onggi-proxy-" + team.registry("registry").getMetadata().getUid());
    }

    private static Map<String, String> nodeFiles() {
        var data = ApiServer.admin()
                .configMaps()
                .inNamespace("onggi-node")
                .withName("onggi-node-registries")
                .require()
                .getData();
        return data == null ? Map.of() : data;
    }

    private static String pullSecret(Team team) {
        var document = team.get(Secret.class, "registry-pull").getData().get(".dockerconfigjson");
        return new String(Base64.getDecoder().decode(document), StandardCharsets.UTF_8);
    }
}

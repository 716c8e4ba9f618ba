package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The one ConfigMap that all registries and the node agents share. */
class NodeRegistriesIT {

    private static final String FOREIGN = "mirror.example.com.hosts.toml";

    private static final PatchMoments WRITES = new PatchMoments("/configmaps/onggi-node-registries");

    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        operator = RunningOperator.start(WRITES::attach);
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldKeepWhatIsNotItsOwnWhenARegistryComesAndGoes() {
        // Given
        config().patch("""
                {"data": {"%s": "server = 'https://example.com'"}}""".formatted(FOREIGN));
        var team = Team.create();

        // When
        apply(team, "one", "HostsConfig");
        apply(team, "two", "HostsConfig");

        // Then
        await().untilAsserted(() -> assertThat(data().keySet())
                .contains(FOREIGN)
                .containsAll(keys(team, "one"))
                .containsAll(keys(team, "two")));
        var one = team.get(Service.class, "one").getSpec().getClusterIP();
        assertThat(data().get("one.%s.svc_5000.hosts.toml".formatted(team.namespace())))
                .startsWith("# managed by onggi; owner "
                        + team.registry("one").getMetadata().getUid())
                .contains("https://" + one + ":5000");

        // When
        delete(team, "one");

        // Then
        await().until(() -> team.registry("one") == null);
        assertThat(data().keySet())
                .contains(FOREIGN)
                .containsAll(keys(team, "two"))
                .doesNotContainAnyElementsOf(keys(team, "one"));
        config().patch("""
                {"data": {"%s": null}}""".formatted(FOREIGN));
    }

    @Test
    void shouldPutItsKeysBackWhenSomebodyTookThemAway() {
        // Given
        var team = Team.create();
        apply(team, "registry", "HostsConfig");
        await().until(() -> data().keySet().containsAll(keys(team, "registry")));
        var before = data();

        // When
        config().patch("""
                {"data": {"registry.%s.svc_5000.ca.crt": null}}""".formatted(team.namespace()));

        // Then
        await().untilAsserted(() -> assertThat(data()).isEqualTo(before));
    }

    @Test
    void shouldTakeCanaryAndKeysAwayWhenNodeAccessIsNoLongerWanted() {
        // Given
        var team = Team.create();
        apply(team, "registry", "HostsConfig");
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");
        team.actors().pullsCanary("registry");
        team.awaitCondition(LocalRegistry.class, "registry", "NodesCanPull", "True AllNodesProved");

        // When
        apply(team, "registry", "None");

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "NodesCanPull", "Unknown NotRequested");
        assertThat(data().keySet()).doesNotContainAnyElementsOf(keys(team, "registry"));
        assertThat(team.get(DaemonSet.class, "registry-canary")).isNull();
        await().untilAsserted(() ->
                assertThat(team.registry("registry").getStatus().nodes()).isNull());
    }

    @Test
    void shouldLetGoWhenTheConfigMapIsGone() {
        // Given
        var team = Team.create();
        apply(team, "registry", "HostsConfig");
        await().until(() -> data().keySet().containsAll(keys(team, "registry")));
        var installed = config().get();

        // When
        config().delete();
        team.awaitCondition(LocalRegistry.class, "registry", "NodesCanPull", "False NodeAgentMissing");
        delete(team, "registry");

        // Then
        await().until(() -> team.registry("registry") == null);
        var made = config().get();
        install(installed);
        assertThat(made).isNull();
    }

    @Test
    void shouldNotMakeTheConfigMapAgainWhenItGoesInThatMoment() throws Exception {
        // Given
        var team = Team.create();
        apply(team, "registry", "HostsConfig");
        await().until(() -> data().keySet().containsAll(keys(team, "registry")));
        var installed = config().get();

        // When
        var gone = WRITES.atNext(PatchMoments.Moment.BEFORE, () -> config().delete());
        delete(team, "registry");
        gone.get(10, TimeUnit.SECONDS);

        // Then
        await().until(() -> team.registry("registry") == null);
        var made = config().get();
        install(installed);
        assertThat(made).isNull();
    }

    private static void apply(Team team, String name, String nodes) {
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: %s}
                spec: {storage: {emptyDir: {}}, access: {nodes: {mode: %s}}}
                """.formatted(name, nodes));
    }

    private static void delete(Team team, String name) {
        await().until(() -> !team.registry(name).getFinalizers().isEmpty());
        team.resource(LocalRegistry.class, name).delete();
    }

    private static Set<String> keys(Team team, String registry) {
        var host = "%s.%s.svc_5000".formatted(registry, team.namespace());
        return Set.of(host + ".hosts.toml", host + ".ca.crt");
    }

    private static Map<String, String> data() {
        var data = config().require().getData();
        return data == null ? Map.of() : new TreeMap<>(data);
    }

    private static void install(ConfigMap installed) {
        ApiServer.apply(
                ApiServer.admin(),
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(installed.getMetadata().getName())
                        .withNamespace(installed.getMetadata().getNamespace())
                        .withLabels(installed.getMetadata().getLabels())
                        .endMetadata()
                        .build());
    }

    private static Resource<ConfigMap> config() {
        return ApiServer.admin().configMaps().inNamespace("onggi-node").withName("onggi-node-registries");
    }
}

package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The announcement of a registry to the cluster: KEP-1755. */
class HostingIT {

    private static final String KEY = "localRegistryHosting.v1";

    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @AfterEach
    void clean() {
        ApiServer.removeAll();
        hosting().delete();
    }

    @Test
    void shouldAnnounceKeepTrueAndTakeBackWhenItIsAskedFor() {
        // Given
        var team = Team.create();

        // When
        apply(team, "registry", true);

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "Published", "True HostingPublished");
        assertThat(hosting().get().getData().get(KEY))
                .contains("hostFromContainerRuntime: \"registry.%s.svc:5000\"".formatted(team.namespace()))
                .contains("hostFromClusterNetwork: \"registry.%s.svc:5000\"".formatted(team.namespace()))
                .contains("help: \"https://")
                .doesNotContain("host: ");

        // When
        hosting().edit(object -> {
            object.getData().put(KEY, "hostFromContainerRuntime: nonsense");
            return object;
        });

        // Then
        await().untilAsserted(
                        () -> assertThat(hosting().get().getData().get(KEY)).contains(team.namespace()));

        // When
        apply(team, "registry", false);

        // Then
        await().until(() -> hosting().get() == null);
        await().untilAsserted(
                        () -> assertThat(team.registry("registry").getStatus().conditions())
                                .map(Condition::type)
                                .doesNotContain("Published"));
    }

    @Test
    void shouldLeaveAForeignAnnouncementAloneAndNameItsOwnerUntilItIsGone() {
        // Given
        var foreign = ApiServer.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("local-registry-hosting")
                        .withNamespace("kube-public")
                        .endMetadata()
                        .withData(Map.of(KEY, "host: \"localhost:5001\"\n"))
                        .build())
                .fieldManager("ctlptl")
                .serverSideApply();
        var team = Team.create();

        // When
        apply(team, "registry", true);

        // Then
        var condition = team.awaitCondition(LocalRegistry.class, "registry", "Published", "False ForeignHosting");
        assertThat(condition.message())
                .contains("belongs to ctlptl", "kubectl delete configmap -n kube-public local-registry-hosting");
        assertThat(hosting().get().getData()).isEqualTo(foreign.getData());

        // When
        hosting().delete();

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "Published", "True HostingPublished");
    }

    @Test
    void shouldGiveItToTheFirstAndToTheSecondWhenTheFirstHasGone() {
        // Given
        var first = Team.create();
        var second = Team.create();
        apply(first, "registry", true);
        first.awaitCondition(LocalRegistry.class, "registry", "Published", "True HostingPublished");

        // When
        apply(second, "registry", true);

        // Then
        var told = second.awaitCondition(LocalRegistry.class, "registry", "Published", "False HostingTaken");
        assertThat(told.message()).contains("announces LocalRegistry " + first.namespace() + "/registry");

        // When
        first.resource(LocalRegistry.class, "registry").delete();

        // Then
        second.awaitCondition(LocalRegistry.class, "registry", "Published", "True HostingPublished");
        assertThat(hosting().get().getData().get(KEY)).contains(second.namespace());
    }

    @Test
    void shouldSayNothingWhenNobodyAsksForIt() {
        // Given
        var team = Team.create();

        // When
        apply(team, "registry", false);
        team.awaitCondition(LocalRegistry.class, "registry", "NodesCanPull", "Unknown NotRequested");

        // Then
        assertThat(hosting().get()).isNull();
        assertThat(team.registry("registry").getStatus().conditions())
                .map(Condition::type)
                .doesNotContain("Published");
    }

    private static void apply(Team team, String name, boolean publish) {
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: %s}
                spec: {storage: {emptyDir: {}}, access: {nodes: {mode: None}}, publishHosting: %s}
                """.formatted(name, publish));
    }

    private static Resource<ConfigMap> hosting() {
        return ApiServer.admin().configMaps().inNamespace("kube-public").withName("local-registry-hosting");
    }
}

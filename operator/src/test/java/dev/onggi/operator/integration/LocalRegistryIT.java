package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.UserSeed;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a LocalRegistry makes, and keeps as it shall be. */
class LocalRegistryIT {

    private static final String REGISTRY = """
            apiVersion: onggi.dev/v1alpha1
            kind: LocalRegistry
            metadata: {name: registry}
            """;

    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldBecomeReadyWhenEveryNodeHasPulled() {
        // Given
        var team = Team.create();

        // When
        team.apply(REGISTRY);
        team.actors().binds("registry-registry");
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");
        team.actors().pullsCanary("registry");

        // Then
        var ready = team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        assertThat(ready.message()).contains("registry." + team.namespace() + ".svc:5000", "the only node has pulled");
        var address = team.get(Service.class, "registry").getSpec().getClusterIP() + ":5000";
        assertThat(operator.registry().pushesTo(address))
                .hasSize(3)
                .allSatisfy(push -> assertThat(push.user()).isEqualTo("admin"));
        assertThat(team.get(DaemonSet.class, "registry-canary")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .endsWith(
                        operator.registry().pushesTo(address).getLast().digest().value());
        assertThat(team.eventReasons("registry"))
                .containsExactlyInAnyOrder("CertificateIssued", "RegistryAvailable", "NodesCanPull");
    }

    @Test
    void shouldOwnAndLabelEveryChildWhenItMakesThem() {
        // Given
        var team = Team.create();

        // When
        team.apply(REGISTRY);
        team.awaited(Deployment.class, "registry-registry");

        // Then
        var registry = team.registry("registry");
        var children = Stream.of(
                        Service.class,
                        Secret.class,
                        ConfigMap.class,
                        PersistentVolumeClaim.class,
                        NetworkPolicy.class,
                        Deployment.class)
                .flatMap(type -> team.list(type).stream())
                .toList();
        assertThat(children)
                .extracting(child -> child.getKind() + " " + child.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        "Service registry",
                        "Secret registry-registry-users",
                        "Secret registry-registry-tls",
                        "Secret registry-ca",
                        "Secret registry-push",
                        "Secret registry-pull",
                        "ConfigMap registry-registry",
                        "PersistentVolumeClaim registry-registry",
                        "NetworkPolicy registry-registry",
                        "Deployment registry-registry");
        assertThat(children).allSatisfy(child -> {
            assertThat(child.getMetadata().getLabels())
                    .containsEntry("app.kubernetes.io/managed-by", "onggi")
                    .containsEntry("app.kubernetes.io/instance", "registry")
                    .containsEntry("onggi.dev/localregistry", "registry");
            assertThat(child.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
                assertThat(owner.getUid()).isEqualTo(registry.getMetadata().getUid());
                assertThat(owner.getController()).isTrue();
            });
        });
    }

    @Test
    void shouldPutTheImageBackWhenSomebodyChangedTheDeployment() {
        // Given
        var team = Team.create();
        team.apply(REGISTRY);
        var made = image(team.awaited(Deployment.class, "registry-registry"));

        // When
        team.resource(Deployment.class, "registry-registry").edit(deployment -> {
            deployment
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .setImage("example.com/other");
            return deployment;
        });

        // Then
        await().untilAsserted(() -> {
            var deployment = team.get(Deployment.class, "registry-registry");
            assertThat(deployment.getMetadata().getGeneration()).isEqualTo(3);
            assertThat(image(deployment)).isEqualTo(made);
        });
    }

    @Test
    void shouldMakeTheSameSecretAgainWhenItWasDeleted() {
        // Given
        var team = Team.create();
        team.apply(REGISTRY);
        team.awaited(Deployment.class, "registry-registry");
        var deleted = team.get(Secret.class, "registry-pull");

        // When
        team.resource(Secret.class, "registry-pull").delete();

        // Then
        var made = team.awaited(Secret.class, "registry-pull");
        assertThat(made.getMetadata().getUid())
                .isNotEqualTo(deleted.getMetadata().getUid());
        assertThat(made.getData()).isEqualTo(deleted.getData());
    }

    @Test
    void shouldCompleteTheUsersWhenAKeyIsMissing() {
        // Given
        var team = Team.create();
        team.apply(REGISTRY);
        team.awaited(Deployment.class, "registry-registry");
        var before = team.get(Secret.class, "registry-registry-users").getData();

        // When
        team.resource(Secret.class, "registry-registry-users").edit(secret -> {
            secret.getData().remove("seed");
            return secret;
        });

        // Then
        await().untilAsserted(() -> {
            var after = team.get(Secret.class, "registry-registry-users").getData();
            assertThat(after).containsOnlyKeys("seed", "rotation", "users.json", "http-secret");
            assertThat(after).containsEntry("http-secret", before.get("http-secret"));
            assertThat(after.get("seed")).isNotEqualTo(before.get("seed"));
            assertThat(text(team.get(Secret.class, "registry-pull"), ".dockerconfigjson"))
                    .contains(new UserSeed(decoded(after.get("seed"))).password("pull"));
        });
    }

    @Test
    void shouldRunWithoutUsersWhenAuthIsNotEnabled() {
        // Given
        var team = Team.create();

        // When
        team.apply(REGISTRY + "spec: {auth: {enabled: false}}");

        // Then
        var deployment = team.awaited(Deployment.class, "registry-registry");
        assertThat(deployment.getSpec().getTemplate().getSpec().getVolumes())
                .extracting(Volume::getName)
                .contains("data", "tls")
                .doesNotContain("users");
        assertThat(deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnv())
                .extracting(EnvVar::getName)
                .contains("ONGGI_GATEWAY_TLS")
                .doesNotContain("ONGGI_GATEWAY_USERS");
    }

    private static String image(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private static String text(Secret secret, String key) {
        return decoded(secret.getData().get(key));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}

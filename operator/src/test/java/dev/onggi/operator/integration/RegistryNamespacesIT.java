package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.registry.RegistryEndpoint;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a registry leaves in the namespaces that may use it, and takes back. */
class RegistryNamespacesIT {

    private RunningOperator operator;

    @BeforeEach
    void start() {
        operator = RunningOperator.start(
                new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node"), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldGiveASelectedNamespaceItsOwnUsersAndTakeThemBack() {
        // Given
        var owner = serving();
        var guest = Team.create();
        var stranger = Team.create();

        // When
        guest.label("uses", owner.namespace());

        // Then
        var push = dockerConfig(guest.awaited(Secret.class, name(owner, "push")));
        var pull = dockerConfig(guest.awaited(Secret.class, name(owner, "pull")));
        assertThat(push).contains("\"username\":\"push." + guest.namespace() + "\"");
        assertThat(pull).contains("\"username\":\"pull." + guest.namespace() + "\"");
        assertThat(guest.awaited(Secret.class, name(owner, "ca")).getData())
                .isEqualTo(owner.get(Secret.class, "registry-ca").getData());
        assertThat(users(owner)).contains("push." + guest.namespace() + "\"", guest.namespace() + "/\"");
        assertThat(stranger.list(Secret.class)).isEmpty();
        assertThat(users(owner)).doesNotContain(stranger.namespace() + "\"");

        // When
        guest.label("uses", "nothing");

        // Then
        await().untilAsserted(() -> assertThat(guest.list(Secret.class)).isEmpty());
        assertThat(users(owner)).doesNotContain("push." + guest.namespace() + "\"");
    }

    @Test
    void shouldHandOutNoPasswordThatTheGatewayDoesNotKnow() {
        // Given
        var owner = serving();
        var guest = Team.create();
        operator.registry().admits(user -> !user.name().contains(guest.namespace()));

        // When
        guest.label("uses", owner.namespace());

        // Then
        await().untilAsserted(() -> assertThat(users(owner)).contains("push." + guest.namespace()));
        owner.awaitCondition(LocalRegistry.class, "registry", "Ready", "Unknown UsersPending");
        assertThat(guest.list(Secret.class)).isEmpty();

        // When
        operator.registry().admits((RegistryEndpoint.User user) -> true);

        // Then
        guest.awaited(Secret.class, name(owner, "push"));
        owner.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
    }

    @Test
    void shouldTakeEverythingBackWhenTheRegistryGoes() {
        // Given
        var owner = serving();
        var guest = Team.create();
        guest.label("uses", owner.namespace());
        guest.awaited(Secret.class, name(owner, "ca"));

        // When
        owner.resource(LocalRegistry.class, "registry").delete();

        // Then
        await().until(() -> owner.registry("registry") == null);
        assertThat(guest.list(Secret.class)).isEmpty();
    }

    @Test
    void shouldLeaveAForeignSecretAloneAndSayWhatToDo() {
        // Given
        var owner = serving();
        var guest = Team.create();
        guest.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: %s}
                stringData: {mine: "yes"}
                """.formatted(name(owner, "pull")));
        var foreign = guest.get(Secret.class, name(owner, "pull"));

        // When
        guest.label("uses", owner.namespace());

        // Then
        var stalled = owner.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True NameTaken");
        assertThat(stalled.message())
                .contains("kubectl delete secret -n %s %s".formatted(guest.namespace(), name(owner, "pull")));
        assertThat(guest.get(Secret.class, name(owner, "pull"))).isEqualTo(foreign);
        guest.awaited(Secret.class, name(owner, "push"));

        // When
        guest.label("uses", "nothing");

        // Then
        await().untilAsserted(() -> assertThat(guest.list(Secret.class)).containsExactly(foreign));
    }

    @Test
    void shouldPutASecretBackWhenSomebodyChangedIt() {
        // Given
        var owner = serving();
        var guest = Team.create();
        guest.label("uses", owner.namespace());
        var made = guest.awaited(Secret.class, name(owner, "push"));

        // When
        guest.resource(Secret.class, name(owner, "push")).edit(secret -> {
            secret.getData().put(".dockerconfigjson", encoded("{\"auths\":{}}"));
            return secret;
        });

        // Then
        await().untilAsserted(() -> assertThat(
                        guest.get(Secret.class, name(owner, "push")).getData())
                .isEqualTo(made.getData()));

        // When
        guest.resource(Secret.class, name(owner, "push")).delete();

        // Then
        assertThat(guest.awaited(Secret.class, name(owner, "push")).getData()).isEqualTo(made.getData());
    }

    private static Team serving() {
        var team = Team.create();
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec:
                  storage: {emptyDir: {}}
                  access: {nodes: {mode: None}, namespaces: {matchLabels: {uses: %s}}}
                """.formatted(team.namespace()));
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        return team;
    }

    private static String name(Team owner, String what) {
        return owner.namespace() + ".registry-" + what;
    }

    private static String users(Team owner) {
        return decoded(
                owner.get(Secret.class, "registry-registry-users").getData().get("users.json"));
    }

    private static String dockerConfig(Secret secret) {
        return decoded(secret.getData().get(".dockerconfigjson"));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

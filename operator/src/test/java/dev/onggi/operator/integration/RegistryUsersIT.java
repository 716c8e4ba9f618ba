package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.UserSeed;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The users of a registry, from one version and one rotation to the next. */
class RegistryUsersIT {

    private static final String REGISTRY = """
            apiVersion: onggi.dev/v1alpha1
            kind: LocalRegistry
            metadata: {name: registry}
            spec: {storage: {emptyDir: {}}, access: {nodes: {mode: None}}, auth: {rotate: "%s"}}
            """;

    private final TestClock clock = TestClock.going();
    private RunningOperator operator;

    @BeforeEach
    void start() {
        operator = RunningOperator.start(new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node"), clock);
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldRefuseNobodyWhenUsersAreRotated() {
        // Given
        var team = serving(REGISTRY.formatted(""));
        var before = users(team);
        var deployment = team.get(Deployment.class, "registry-registry");
        operator.registry().admits(user -> user.password().equals(before.password(user.name())));

        // When
        team.apply(REGISTRY.formatted("2026-11"));

        // Then: the gateway is told of both, its Pod is made to look, and the Secrets have the old ones still
        await().untilAsserted(() ->
                assertThat(secret(team, "registry-registry-users")).containsKey("next-seed"));
        var next = new UserSeed(secret(team, "registry-registry-users").get("next-seed"));
        assertThat(secret(team, "registry-registry-users").get("users.json"))
                .contains(hash(before, "push"), hash(next, "push"));
        await().untilAsserted(() -> assertThat(
                        team.get(Pod.class, "registry-registry-0").getMetadata().getAnnotations())
                .containsKey("onggi.dev/mounted"));
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "Unknown UsersPending");
        assertThat(secret(team, "registry-push").get(".dockerconfigjson")).contains(before.password("push"));

        // When: the gateway knows them
        operator.registry().admits(user -> user.password().equals(next.password(user.name())));

        // Then
        await().untilAsserted(() -> {
            assertThat(secret(team, "registry-push").get(".dockerconfigjson")).contains(next.password("push"));
            assertThat(secret(team, "registry-pull").get(".dockerconfigjson")).contains(next.password("pull"));
        });
        assertThat(users(team)).isEqualTo(next);
        assertThat(secret(team, "registry-registry-users").get("users.json")).contains(hash(before, "pull"));
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        assertThat(team.eventReasons("registry")).containsOnlyOnce("UsersRotated");
        assertThat(team.get(Deployment.class, "registry-registry").getMetadata().getGeneration())
                .as("nothing is started anew")
                .isEqualTo(deployment.getMetadata().getGeneration());

        // When
        clock.advance(Duration.ofMinutes(61));

        // Then
        await().untilAsserted(
                        () -> assertThat(secret(team, "registry-registry-users").get("users.json"))
                                .contains(hash(next, "pull"))
                                .doesNotContain(hash(before, "pull")));
    }

    @Test
    void shouldAcceptTheOldPasswordsForAnHourWhenVersionOneIsUpgraded() {
        // Given
        var team = serving(REGISTRY.formatted(""));
        var old = secret(team, "registry-registry-users");

        // When: as version 0.1 left it
        team.resource(Secret.class, "registry-registry-users").edit(secret -> {
            secret.setData(Map.of(
                    "push", encoded("old-push"),
                    "pull", encoded("old-pull"),
                    "htpasswd", encoded("push:$2y$04$x\npull:$2y$04$y\n"),
                    "http-secret", encoded(old.get("http-secret"))));
            return secret;
        });

        // Then
        await().untilAsserted(() -> {
            var upgraded = secret(team, "registry-registry-users");
            assertThat(upgraded).containsKey("seed").containsEntry("http-secret", old.get("http-secret"));
            assertThat(upgraded.get("users.json"))
                    .contains(
                            Digest.of("old-push").value(), Digest.of("old-pull").value());
            assertThat(secret(team, "registry-push").get(".dockerconfigjson"))
                    .contains(users(team).password("push"));
        });

        // When
        clock.advance(Duration.ofMinutes(61));

        // Then
        await().untilAsserted(() -> assertThat(
                        secret(team, "registry-registry-users").get("users.json"))
                .doesNotContain(
                        Digest.of("old-push").value(), Digest.of("old-pull").value()));
    }

    @Test
    void shouldChangeNothingWhenItIsSuspended() {
        // Given
        var team = serving(REGISTRY.formatted(""));
        var before = users(team);

        // When
        team.apply(REGISTRY.formatted("2026-12").replace("spec: {", "spec: {suspend: true, "));

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True Suspended");
        team.resource(Secret.class, "registry-push").delete();
        await().during(Duration.ofSeconds(3)).untilAsserted(() -> {
            assertThat(users(team)).isEqualTo(before);
            assertThat(team.get(Secret.class, "registry-push")).isNull();
        });

        // When
        team.apply(REGISTRY.formatted("2026-12").replace("spec: {", "spec: {suspend: false, "));

        // Then
        await().untilAsserted(() -> assertThat(users(team)).isNotEqualTo(before));
        team.awaited(Secret.class, "registry-push");
    }

    private static Team serving(String registry) {
        var team = Team.create();
        team.apply(registry);
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        return team;
    }

    private static UserSeed users(Team team) {
        return new UserSeed(secret(team, "registry-registry-users").get("seed"));
    }

    private static String hash(UserSeed seed, String user) {
        return Digest.of(seed.password(user)).value();
    }

    private static Map<String, String> secret(Team team, String name) {
        var data = new TreeMap<>(team.get(Secret.class, name).getData());
        data.replaceAll((key, value) -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
        return data;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

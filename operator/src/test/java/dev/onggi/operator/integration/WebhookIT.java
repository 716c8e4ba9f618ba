package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.WatchedNamespaces;
import dev.onggi.operator.webhook.KubernetesHooks;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a webhook reads of the cluster and does to it, under the operator's rights. */
class WebhookIT {

    private KubernetesClient client;
    private KubernetesHooks hooks;
    private Team team;

    @BeforeEach
    void start() {
        client = ApiServer.as(ApiServer.OPERATOR);
        hooks = new KubernetesHooks(client, WatchedNamespaces.ALL);
        team = Team.create();
        team.apply(imageBuild("app", "triggers: {webhook: {secretRef: {name: hook}}}"));
        team.apply(secret("token", "first"));
    }

    @AfterEach
    void stop() {
        client.close();
        ApiServer.removeAll();
    }

    @Test
    void shouldReadTheSecretAsItIsNow() {
        assertThat(secret("app")).contains("first");

        // When
        team.apply(secret("token", "second"));

        // Then
        assertThat(secret("app")).contains("second");
    }

    @Test
    void shouldHaveNoSecretWhenAnythingIsMissing() {
        // Given
        team.apply(imageBuild("quiet", "suspend: false"));
        team.apply(imageBuild("elsewhere", "triggers: {webhook: {secretRef: {name: none}}}"));

        // Then
        assertThat(secret("none")).as("no ImageBuild").isEmpty();
        assertThat(secret("quiet")).as("no webhook").isEmpty();
        assertThat(secret("elsewhere")).as("no Secret").isEmpty();

        // When
        team.resource(Secret.class, "hook").delete();
        team.apply(secret("password", "first"));

        // Then
        assertThat(secret("app")).as("no key").isEmpty();

        // When
        team.apply(secret("token", ""));

        // Then
        assertThat(secret("app")).as("an empty secret, which everybody knows").isEmpty();
    }

    @Test
    void shouldEndThePodThatWatchesSoThatTheNextOneAsks() {
        // Given
        team.apply(watch("app", team.imageBuild("app").getMetadata().getUid()));

        // When
        hooks.ask(team.namespace(), "app");

        // Then
        assertThat(team.get(Pod.class, "app-watch")).isNull();
    }

    @Test
    void shouldLeaveAPodOfSomebodyElseAlone() {
        // Given: the Pod of an ImageBuild of the same name that was deleted
        team.apply(watch("app", "another-uid"));

        // When
        hooks.ask(team.namespace(), "app");
        hooks.ask(team.namespace(), "none");

        // Then
        assertThat(team.get(Pod.class, "app-watch")).isNotNull();
    }

    private Optional<String> secret(String imageBuild) {
        return hooks.secret(team.namespace(), imageBuild).map(secret -> new String(secret, StandardCharsets.UTF_8));
    }

    private static String secret(String key, String value) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: hook}
                stringData: {%s: "%s"}
                """.formatted(key, value);
    }

    private static String imageBuild(String name, String more) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  source: {git: {url: "https://git.example.com/a.git"}}
                  %s
                """.formatted(name, more);
    }

    private static String watch(String imageBuild, String uid) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %1$s-watch
                  labels: {app.kubernetes.io/name: watch, onggi.dev/imagebuild: %1$s}
                  ownerReferences:
                  - {apiVersion: onggi.dev/v1alpha1, kind: ImageBuild, name: %1$s, uid: %2$s, controller: true}
                spec: {containers: [{name: git, image: git}]}
                """.formatted(imageBuild, uid);
    }
}

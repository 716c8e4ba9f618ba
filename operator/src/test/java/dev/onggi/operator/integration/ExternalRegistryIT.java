package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A LocalRegistry that stands for a registry which somebody else runs. */
class ExternalRegistryIT {

    private static final String PUSHED = "{\"kind\":null,\"message\":null}";
    private static final String UNAUTHORIZED =
            "{\"kind\":\"UNAUTHORIZED\",\"message\":\"could not start an upload: the registry answered 401\"}";

    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterEach
    void removeAll() {
        ApiServer.removeAll();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldTrustAndProveWhenTheProbeHasPushed() {
        // Given
        var team = Team.create();
        team.apply(secrets("robot:old"));

        // When
        team.apply(external("harbor.example.com", "{mode: Auto}"));

        // Then
        team.awaitCondition(LocalRegistry.class, "harbor", "Available", "False Probing");
        var pod = team.awaited(Pod.class, "harbor-probe").getSpec();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactlyInAnyOrder("robot", "company-ca");

        // When
        team.actors().probeTells("harbor", PUSHED);
        team.actors().pullsCanary("harbor");

        // Then
        var ready = team.awaitCondition(LocalRegistry.class, "harbor", "Ready", "True RegistryReady");
        assertThat(ready.message())
                .isEqualTo("harbor.example.com/shops takes images; the only node has pulled from the registry");
        var status = team.registry("harbor").getStatus();
        assertThat(status.address()).isEqualTo("harbor.example.com/shops");
        assertThat(status.pullAddress()).isEqualTo("harbor.example.com/shops");
        assertThat(status.pushSecretRef().name()).isEqualTo("robot");
        assertThat(status.caSecretRef().name()).isEqualTo("harbor-ca");
        assertThat(team.get(Secret.class, "harbor-ca").getData()).containsEntry("ca.crt", base64("the CA"));
        assertThat(nodeConfig().getData())
                .containsEntry("harbor.example.com.ca.crt", "the CA")
                .hasEntrySatisfying(
                        "harbor.example.com.hosts.toml",
                        text -> assertThat(text)
                                .contains("server = \"https://harbor.example.com\"", "ca = \"ca.crt\""));
        var canary = team.get(DaemonSet.class, "harbor-canary")
                .getSpec()
                .getTemplate()
                .getSpec();
        assertThat(canary.getContainers().getFirst().getImage())
                .startsWith("harbor.example.com/shops/onggi-canary@sha256:");
        assertThat(canary.getImagePullSecrets().getFirst().getName()).isEqualTo("robot");
        assertThat(team.list(Deployment.class)).isEmpty();
        assertThat(operator.registry().pushesTo("harbor.example.com"))
                .as("what the operator itself sent")
                .isEmpty();

        // When
        team.resource(LocalRegistry.class, "harbor").delete();

        // Then
        await().untilAsserted(
                        () -> assertThat(nodeConfig().getData()).doesNotContainKey("harbor.example.com.hosts.toml"));
    }

    @Test
    void shouldStallAndProbeAgainWhenTheCredentialIsWrong() {
        // Given
        var team = Team.create();
        team.apply(secrets("robot:old"));
        team.apply(external("harbor.example.com", "{mode: None}"));

        // When
        team.actors().probeTells("harbor", UNAUTHORIZED);

        // Then
        var stalled = team.awaitCondition(LocalRegistry.class, "harbor", "Stalled", "True ExternalUnauthorized");
        assertThat(stalled.message())
                .contains("answered 401", "the Secret that spec.external.secretRef names", "harbor.example.com/shops");
        assertThat(team.eventReasons("harbor")).contains("ExternalUnauthorized");

        // When: the Secret is watched
        team.apply(secrets("robot:new"));

        // Then
        await().until(
                        () -> team.get(Pod.class, "harbor-probe"),
                        pod -> pod != null
                                && pod.getStatus().getContainerStatuses().isEmpty());
        team.actors().probeTells("harbor", PUSHED);
        team.awaitCondition(LocalRegistry.class, "harbor", "Ready", "True RegistryReady");
    }

    @Test
    void shouldGiveTheCommandWhenTheSecretIsMissing() {
        // Given
        var team = Team.create();

        // When
        team.apply(external("harbor.example.com", "{mode: None}"));

        // Then
        var stalled = team.awaitCondition(LocalRegistry.class, "harbor", "Stalled", "True ExternalSecretUnusable");
        assertThat(stalled.message())
                .contains(
                        "kubectl create secret docker-registry -n %s robot --docker-server=harbor.example.com --docker-username="
                                .formatted(team.namespace()));
        assertThat(team.get(Pod.class, "harbor-probe")).isNull();
    }

    @Test
    void shouldGoOnWhenTheCaIsPutRight() {
        // Given
        var team = Team.create();
        team.apply(secrets("robot:old").replace("ca.crt:", "ca.pem:"));

        // When
        team.apply(external("harbor.example.com", "{mode: None}"));

        // Then
        var stalled = team.awaitCondition(LocalRegistry.class, "harbor", "Stalled", "True ExternalSecretUnusable");
        assertThat(stalled.message())
                .contains("Secret %s/company-ca has no key ca.crt".formatted(team.namespace()))
                .contains("kubectl create secret generic -n %s company-ca --from-file=ca.crt"
                        .formatted(team.namespace()));

        // When
        team.apply(secrets("robot:old"));

        // Then
        team.actors().probeTells("harbor", PUSHED);
        team.awaitCondition(LocalRegistry.class, "harbor", "Ready", "True RegistryReady");
    }

    @Test
    void shouldLeaveAForeignSecretAloneWhenItHasTheNameOfTheCa() {
        // Given
        var team = Team.create();
        var guest = Team.create();
        guest.label("uses", team.namespace());
        var inGuest = "%s.harbor-ca".formatted(team.namespace());
        team.apply(foreign("harbor-ca"));
        guest.apply(foreign(inGuest));
        team.apply(secrets("robot:old"));

        // When
        team.apply(external(
                "harbor.example.com",
                "{mode: None}, namespaces: {matchLabels: {uses: %s}}".formatted(team.namespace())));

        // Then
        var stalled = team.awaitCondition(LocalRegistry.class, "harbor", "Stalled", "True NameTaken");
        assertThat(stalled.message()).contains("kubectl delete secret -n %s harbor-ca".formatted(team.namespace()));
        assertThat(team.get(Secret.class, "harbor-ca").getData()).containsOnlyKeys("mine");

        // When
        team.resource(Secret.class, "harbor-ca").delete();
        // looked at again within half a minute; a change of the spec makes that sooner
        team.apply(external(
                "harbor.example.com",
                "{mode: None}, namespaces: {matchExpressions: [{key: uses, operator: In, values: [%s]}]}"
                        .formatted(team.namespace())));

        // Then
        await().untilAsserted(() -> assertThat(condition(team, "Stalled"))
                .contains("kubectl delete secret -n %s %s".formatted(guest.namespace(), inGuest)));
        assertThat(guest.get(Secret.class, inGuest).getData()).containsOnlyKeys("mine");
        assertThat(team.awaited(Secret.class, "harbor-ca").getData()).containsEntry("ca.crt", base64("the CA"));
    }

    @Test
    void shouldAnnounceItByItsHostWhenThatIsAskedFor() {
        // Given
        var team = Team.create();
        team.apply(secrets("robot:old"));

        // When
        team.apply(
                external("harbor.example.com:8443", "{mode: None}").replace("spec:", "spec:\n  publishHosting: true"));

        // Then: the Secret has no user for that host, so nothing is announced yet
        team.awaitCondition(LocalRegistry.class, "harbor", "Published", "Unknown HostingPending");

        // When
        team.apply(external("harbor.example.com", "{mode: None}").replace("spec:", "spec:\n  publishHosting: true"));

        // Then
        team.awaitCondition(LocalRegistry.class, "harbor", "Published", "True HostingPublished");
        assertThat(hosting().getData().get("localRegistryHosting.v1"))
                .contains("host: \"harbor.example.com\"\n")
                .contains("hostFromContainerRuntime: \"harbor.example.com\"\n")
                .contains("hostFromClusterNetwork: \"harbor.example.com\"\n");

        // When
        team.resource(LocalRegistry.class, "harbor").delete();

        // Then
        await().until(() -> hosting() == null);
    }

    @Test
    void shouldStallWhenNodesAreToldAnotherCaForTheSameHost() {
        // Given
        var team = Team.create();
        team.apply(secrets("robot:old"));
        team.apply(external("harbor.example.com", "{mode: Auto}"));
        await().untilAsserted(
                        () -> assertThat(nodeConfig().getData()).containsEntry("harbor.example.com.ca.crt", "the CA"));
        var other = Team.create();
        other.apply(secrets("robot:old").replace(base64("the CA"), base64("another CA")));

        // When
        other.apply(external("harbor.example.com", "{mode: Auto}"));

        // Then
        var stalled = other.awaitCondition(LocalRegistry.class, "harbor", "Stalled", "True NameTaken");
        assertThat(stalled.message()).contains("another CA for harbor.example.com");
        assertThat(nodeConfig().getData()).containsEntry("harbor.example.com.ca.crt", "the CA");
    }

    @Test
    void shouldPushAndPullWithTheUsersSecretWhenAnImageIsBuilt() {
        // Given
        var team = Team.create();
        team.apply(secrets("robot:old"));
        team.apply(external("harbor.example.com", "{mode: None}"));
        team.actors().probeTells("harbor", PUSHED);
        var digest = Digest.of("image");

        // When
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: "FROM scratch"}}}
                  cache: {mode: None}
                  rollout: {deployment: {replicas: 1}}
                """);
        team.actors().builds("app-1-build", digest);

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Pushed", "True Pushed");
        var image = team.imageBuild("app").getStatus().image();
        assertThat(image.reference())
                .isEqualTo("harbor.example.com/shops/%s/app@%s".formatted(team.namespace(), digest));
        assertThat(image.size()).as("the operator never asks").isNull();
        assertThat(team.get(Deployment.class, "app")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getImagePullSecrets()
                        .getFirst()
                        .getName())
                .isEqualTo("robot");
    }

    private static String condition(Team team, String type) {
        return Conditions.find(team.registry("harbor").getStatus().conditions(), type)
                .map(Condition::message)
                .orElse("");
    }

    private static String foreign(String name) {
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: %s}\nstringData: {mine: \"yes\"}\n".formatted(name);
    }

    private static ConfigMap hosting() {
        return ApiServer.admin()
                .configMaps()
                .inNamespace("kube-public")
                .withName("local-registry-hosting")
                .get();
    }

    private static ConfigMap nodeConfig() {
        return ApiServer.admin()
                .configMaps()
                .inNamespace("onggi-node")
                .withName("onggi-node-registries")
                .get();
    }

    private static String external(String host, String nodes) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: harbor}
                spec:
                  access: {nodes: %s}
                  external: {host: %s, pathPrefix: shops, secretRef: {name: robot}, caRef: {name: company-ca}}
                """.formatted(nodes, host);
    }

    private static String secrets(String user) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: robot}
                type: kubernetes.io/dockerconfigjson
                data: {.dockerconfigjson: %s}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: company-ca}
                data: {ca.crt: %s}
                """.formatted(
                        base64("{\"auths\":{\"harbor.example.com\":{\"auth\":\"%s\"}}}".formatted(base64(user))),
                        base64("the CA"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Registries of other namespaces, several of them, with long names, and one that is deleted under a build. */
@ExtendWith(E2eCluster.class)
class ForeignRegistryE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The longest names that the schema admits: of a LocalRegistry, and of an ImageBuild. */
    private static final String LONG_REGISTRY = "registry-with-a-name-of-forty-characters";

    private static final String LONG_BUILD = "image-build-with-a-name-of-exactly-50-characters-a";

    @Test
    void shouldBuildAndRunInASelectedNamespaceAndNowhereElse(TestCluster cluster, TestNamespace namespace) {
        // Given
        var owner = new Workspace(cluster, namespace.name());
        try (var selected = TestNamespace.create(cluster, "e2e-guest");
                var other = TestNamespace.create(cluster, "e2e-stranger")) {
            var guest = new Workspace(cluster, selected.name());
            var stranger = new Workspace(cluster, other.name());
            var address =
                    owner.applyRegistry(registry(selected.name())).getStatus().address();
            var reference = "{name: registry, namespace: %s}".formatted(namespace.name());

            // When
            guest.apply(imageBuild("app", reference, ""));
            stranger.apply(imageBuild("app", reference, ""));

            // Then
            var ready = guest.awaitReady("app").getStatus();
            assertThat(ready.image().reference()).startsWith(address + "/" + selected.name() + "/app@sha256:");
            assertThat(ready.rollout().summary()).isEqualTo("1/1");
            var denied = stranger.awaitCondition("app", "Stalled", "True", "RegistryAccessDenied");
            assertThat(condition(denied, "Ready").message()).contains("does not select namespace " + other.name());
            assertThat(stranger.buildPods("app")).isEmpty();

            // Then: nor does a client of that namespace get by, whatever it knows of the registry
            var ca = cluster.kubectl(
                    "get", "secret/registry-ca", "-n", namespace.name(), "-o", "jsonpath={.data.ca\\.crt}");
            stranger.apply(clientSecrets(ca));
            var client = new RegistryClientPod(cluster, other.name()).start("guessed", "copied-ca");
            assertThat(client.refusal(RegistryClientPod.push(address + "/" + other.name() + "/app:1")))
                    .contains("401 Unauthorized");
            assertThat(client.refusal("crane manifest " + ready.image().reference()))
                    .contains("UNAUTHORIZED");

            // When: it is selected no longer
            owner.apply(registry("nobody"));

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(cluster.kubectl("get", "secrets", "-n", selected.name(), "-o", "name"))
                                    .doesNotContain(namespace.name()));
            guest.awaitCondition("app", "Stalled", "True", "RegistryAccessDenied");
        }
    }

    @Test
    void shouldKeepRegistriesApartWhateverTheyAreCalled(TestCluster cluster, TestNamespace namespace) {
        // Given: two in one namespace, and one of the same name in another, whose name is as long as can be
        var one = new Workspace(cluster, namespace.name());
        try (var longest = TestNamespace.create(cluster, "e2e-" + "n".repeat(53))) {
            var two = new Workspace(cluster, longest.name());
            assertThat(longest.name()).hasSize(63);
            one.apply(Workspace.REGISTRY);
            one.apply(Workspace.REGISTRY.replace("name: registry", "name: " + LONG_REGISTRY));
            two.apply(Workspace.REGISTRY);

            // When
            one.apply(imageBuild("app", "{name: registry}", ""));
            one.apply(imageBuild(LONG_BUILD, "{name: %s}".formatted(LONG_REGISTRY), ""));
            two.apply(imageBuild("app", "{name: registry}", ""));

            // Then
            one.awaitRegistry("registry");
            one.awaitRegistry(LONG_REGISTRY);
            two.awaitRegistry("registry");
            shouldRun(one, "app", "registry");
            shouldRun(one, LONG_BUILD, LONG_REGISTRY);
            shouldRun(two, "app", "registry");
        }
    }

    @Test
    void shouldStopTheBuildWhenTheRegistryIsDeletedAndGoOnWhenItIsBack(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("app", "{name: registry}", "RUN sleep 20"));
        workspace.awaitCondition("app", "Built", "Unknown", "Building");

        // When
        cluster.kubectl("delete", "localregistry/registry", "-n", namespace.name(), "--timeout=60s");

        // Then: nothing hangs
        var stalled = workspace.awaitCondition("app", "Stalled", "True", "RegistryNotFound");
        assertThat(condition(stalled, "Ready").message())
                .contains("there is no LocalRegistry \"registry\" in namespace " + namespace.name());
        await().atMost(PATIENCE).until(() -> workspace.buildPods("app").isEmpty());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.kubectl(
                                "get",
                                "deployments,services,persistentvolumeclaims",
                                "-n",
                                namespace.name(),
                                "-l",
                                "onggi.dev/localregistry=registry",
                                "-o",
                                "name"))
                        .isEmpty());

        // When
        workspace.apply(Workspace.REGISTRY);

        // Then
        workspace.awaitCondition("app", "Ready", "True", "Succeeded");
        assertThat(workspace.imageBuild("app").getStatus().rollout().summary()).isEqualTo("1/1");
    }

    private static void shouldRun(Workspace workspace, String build, String registry) {
        var status = workspace.awaitReady(build).getStatus();
        assertThat(status.image().reference())
                .startsWith("%s.%s.svc:5000/%s/%s@sha256:"
                        .formatted(registry, workspace.namespace(), workspace.namespace(), build));
        assertThat(status.rollout().summary()).isEqualTo("1/1");
    }

    private static String registry(String selected) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec: {access: {namespaces: {matchLabels: {kubernetes.io/metadata.name: %s}}}}
                """.formatted(selected);
    }

    private static String imageBuild(String name, String registry, String instruction) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  registryRef: %s
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          %s
                          ENTRYPOINT ["/bin/sh", "-c", "sleep 3600"]
                  cache: {mode: None}
                  rollout: {progressDeadline: 1m, deployment: {}}
                """.formatted(name, registry, instruction);
    }

    /** A password that nobody gave out, and a CA that anybody can see. */
    private static String clientSecrets(String ca) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: guessed}
                type: kubernetes.io/dockerconfigjson
                stringData: {.dockerconfigjson: '{"auths":{}}'}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: copied-ca}
                data: {ca.crt: %s}
                """.formatted(ca);
    }
}

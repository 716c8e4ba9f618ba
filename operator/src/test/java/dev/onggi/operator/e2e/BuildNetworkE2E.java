package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.testbed.NetworkPolicies;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the NetworkPolicies of builds keep away, where the cluster's network enforces them (docs/network.md). */
@ExtendWith(E2eCluster.class)
class BuildNetworkE2E {

    private static NetworkPolicies policies;

    @BeforeAll
    static void enforce(TestCluster cluster) {
        policies = NetworkPolicies.enforced(cluster);
    }

    @AfterAll
    static void enforceNoMore() {
        policies.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Volume", "Shared"})
    void shouldNotReachTheCredentialsOfTheNodeWhenAStepAsksForThem(
            String cache, TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        try (var metadata = MetadataServer.start(cluster, namespace.name() + "-metadata")) {
            assertThat(noBuild(workspace).run("wget -q -T 5 -O - " + metadata.url()))
                    .as("what a Pod gets that is no build")
                    .contains(MetadataServer.CREDENTIALS);

            // When
            workspace.apply(imageBuild(cache, "sh /thief.sh %s %s".formatted(metadata.urlAtNode(), metadata.url())));

            // Then
            assertThat(workspace.awaitReady("app").getStatus().failure()).isNull();
        }
    }

    @Test
    void shouldLetNobodyInWhenAPodOfTheNamespaceConnectsToABuilder(TestCluster cluster, TestNamespace namespace) {
        // Given: a builder that the operator has reached
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("Shared", "true"));
        workspace.awaitReady("app");
        var builder = cluster.kubectl(
                        "get", "pod/onggi-builder", "-n", namespace.name(), "-o", "jsonpath={.status.podIP}")
                .strip();
        var somebody = noBuild(workspace);
        var connect = "timeout 5 nc %s %d </dev/null";

        // When / Then
        somebody.run(connect.formatted("registry", RegistryNames.PORT));
        somebody.refusal(connect.formatted(builder, BuilderApi.PORT));
    }

    /** A Pod of the same namespace. */
    private static RegistryClientPod noBuild(Workspace workspace) {
        return new RegistryClientPod(workspace.cluster(), workspace.namespace()).start("registry-push", "registry-ca");
    }

    /**
     * One with a script whose first URL has to be reached, and whose second must not be. A network plugin sees a new Pod some moments
     * after it has started, so the second may be reached at first, but not for long and never again.
     */
    private static String imageBuild(String cache, String step) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  cache: {mode: %s, size: 1Gi}
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          COPY thief.sh /
                          RUN %s
                        thief.sh: |
                          get() { wget -q -T 3 -O /stolen $1; }
                          get $1 || { echo "there is no network at all"; exit 1; }
                          for time in 1 2 3 4 5 6 7 8 9 10; do get $2 || break; sleep 1; done
                          for time in 1 2 3; do
                            ! get $2 || { echo "reached: $2"; exit 1; }
                          done
                """.formatted(cache, step);
    }
}

package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.testbed.NetworkPolicies;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the NetworkPolicies of builds keep away, where the cluster's network enforces them (docs/network.md). */
@ExtendWith(E2eCluster.class)
class BuildNetworkE2E {

    private static TestNamespace namespace;
    private static NetworkPolicies policies;
    private static MetadataServer metadata;
    private static Workspace workspace;
    private static RegistryClientPod somebody;

    @BeforeAll
    static void startBuilds(TestCluster cluster) {
        namespace = TestNamespace.create(cluster, "e2e-build-network-shared");
        policies = NetworkPolicies.enforced(cluster);
        metadata = MetadataServer.start(cluster, namespace.name() + "-metadata");
        workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        List.of("Volume", "Shared").forEach(cache -> workspace.apply(imageBuild(cache)));
        somebody = new RegistryClientPod(cluster, namespace.name()).start("registry-push", "registry-ca");
    }

    @AfterAll
    static void remove() {
        metadata.close();
        policies.close();
        namespace.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Volume", "Shared"})
    void shouldNotReachTheCredentialsOfTheNodeWhenAStepAsksForThem(String cache) {
        // Given
        assertThat(somebody.run("wget -q -T 5 -O - " + metadata.url()))
                .as("what a Pod gets that is no build")
                .contains(MetadataServer.CREDENTIALS);

        // When / Then
        assertThat(workspace.awaitReady(name(cache)).getStatus().failure()).isNull();
    }

    @Test
    void shouldLetNobodyInWhenAPodOfTheNamespaceConnectsToABuilder(TestCluster cluster) {
        // Given: a builder that the operator has reached
        workspace.awaitReady(name("Shared"));
        var builder = cluster.kubectl(
                        "get", "pod/onggi-builder", "-n", namespace.name(), "-o", "jsonpath={.status.podIP}")
                .strip();
        var connect = "timeout 5 nc %s %d </dev/null";

        // When / Then
        somebody.run(connect.formatted("registry", RegistryNames.PORT));
        somebody.refusal(connect.formatted(builder, BuilderApi.PORT));
    }

    private static String name(String cache) {
        return cache.toLowerCase(Locale.ROOT);
    }

    /**
     * One with a script whose first URL has to be reached, and whose second must not be. A network plugin sees a new Pod some moments
     * after it has started, so the second may be reached at first, but not for long and never again.
     */
    private static String imageBuild(String cache) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  cache: {mode: %s, size: 1Gi}
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          COPY thief.sh /
                          RUN sh /thief.sh %s %s
                        thief.sh: |
                          get() { wget -q -T 3 -O /stolen $1; }
                          get $1 || { echo "there is no network at all"; exit 1; }
                          for time in 1 2 3 4 5 6 7 8 9 10; do get $2 || break; sleep 1; done
                          for time in 1 2 3; do
                            ! get $2 || { echo "reached: $2"; exit 1; }
                          done
                """.formatted(name(cache), cache, metadata.urlAtNode(), metadata.url());
    }
}

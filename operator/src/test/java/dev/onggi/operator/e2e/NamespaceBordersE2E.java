package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onggi.testbed.CommandFailedException;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one team's builds cannot get of another team's namespace. */
@ExtendWith(E2eCluster.class)
class NamespaceBordersE2E {

    /** The same to the letter in both namespaces, so that a cache that they shared would have it. */
    private static final String STEP = "head -c 8 /dev/urandom >/stamp; test -e /kept/mark || echo ours >/kept/mark";

    @Test
    void shouldFindNothingInTheCacheWhenAnotherNamespaceHasBuiltTheSame(TestCluster cluster, TestNamespace namespace) {
        // Given
        var victim = new Workspace(cluster, namespace.name());
        victim.applyRegistry();
        victim.apply(imageBuild("app", STEP));
        victim.awaitReady("app");
        victim.apply(imageBuild("again", STEP));
        var again = victim.awaitReady("again").getStatus().build();
        assertThat(again.cachedSteps()).as("there is something to be had").isEqualTo(again.steps());
        victim.apply(imageBuild("reader", "grep ours /kept/mark"));
        victim.awaitReady("reader");

        // When
        try (var other = TestNamespace.create(cluster, "e2e-other-team")) {
            var thief = new Workspace(cluster, other.name());
            thief.applyRegistry();
            thief.apply(imageBuild("reader", "test ! -e /kept/mark"));

            // Then
            assertThat(thief.awaitReady("reader").getStatus().failure()).isNull();

            // When
            thief.apply(imageBuild("app", STEP));

            // Then
            assertThat(thief.awaitReady("app").getStatus().build().cachedSteps())
                    .isZero();
        }
    }

    @Test
    void shouldNotMountASecretWhenItIsThatOfAnotherNamespace(TestCluster cluster, TestNamespace namespace) {
        // Given
        cluster.kubectl("create", "secret", "generic", "token", "-n", namespace.name(), "--from-literal=token=theirs");
        try (var other = TestNamespace.create(cluster, "e2e-other-team")) {
            var thief = new Workspace(cluster, other.name());
            thief.applyRegistry();

            // When
            thief.apply(withSecret("{id: token, secretRef: {name: token}}"));

            // Then
            var blocked = thief.awaitCondition("app", "Stalled", "True", "PodBlocked");
            assertThat(condition(blocked, "Ready").message())
                    .contains("secret \"token\" not found")
                    .doesNotContain("theirs");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{id: token, secretRef: {name: token, namespace: NAMESPACE}}",
                "{id: token, secretRef: {name: NAMESPACE/token}}",
                "{id: token, secretRef: {name: ../NAMESPACE/token}}"
            })
    void shouldRefuseAReferenceWhenItNamesAnotherNamespace(
            String reference, TestCluster cluster, TestNamespace namespace) {
        var workspace = new Workspace(cluster, namespace.name());

        assertThatThrownBy(() -> workspace.apply(withSecret(reference.replace("NAMESPACE", "kube-system"))))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("spec.secrets[0].secretRef");
    }

    private static String imageBuild(String name, String step) {
        return InlineBuild.yaml(name, """
                FROM busybox:stable
                RUN --mount=type=cache,id=kept,target=/kept %s
                """.formatted(step), "cache: {mode: Shared, size: 1Gi}");
    }

    private static String withSecret(String secret) {
        return InlineBuild.yaml("app", """
                FROM busybox:stable
                RUN --mount=type=secret,id=token cat /run/secrets/token
                """, "secrets: [%s]".formatted(secret));
    }
}

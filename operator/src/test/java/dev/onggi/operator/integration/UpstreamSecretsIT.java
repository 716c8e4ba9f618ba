package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Secrets that upstreams need. What is kept of an upstream is served without them. */
class UpstreamSecretsIT {

    private static RunningOperator operator;

    private final Team team = Team.create();

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldNameWhatIsMissingGoOnServingAndBeReadyWhenItIsThere() {
        // Given
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec:
                  storage: {emptyDir: {}}
                  access: {nodes: {mode: None}}
                  upstreams: [{host: quay.io, secretRef: {name: robot}, caRef: {name: company-ca}}]
                """);
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");

        // When
        var noUser = stalled();

        // Then
        assertThat(noUser)
                .contains(
                        "images of the upstream quay.io are not pulled through, for Secret %s/robot does not exist"
                                .formatted(team.namespace()),
                        "kubectl create secret generic -n %s robot --from-literal=username="
                                .formatted(team.namespace()));
        team.awaitCondition(LocalRegistry.class, "registry", "Available", "True RegistryAvailable");

        // When
        team.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: robot}
                stringData: {username: robot, password: secret}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: company-ca}
                stringData: {tls.crt: "another key"}
                """);

        // Then
        await().untilAsserted(() -> assertThat(stalled())
                .contains(
                        "Secret %s/company-ca has no key ca.crt; delete it, and kubectl create secret generic -n %s company-ca --from-file=ca.crt"
                                .formatted(team.namespace(), team.namespace())));

        // When
        team.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: company-ca}
                stringData: {ca.crt: "a certificate"}
                """);

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
    }

    private String stalled() {
        return team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True UpstreamSecretUnusable")
                .message();
    }
}

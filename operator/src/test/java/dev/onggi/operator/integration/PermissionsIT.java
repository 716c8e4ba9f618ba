package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

/** That the tests of this package mean what they say: the operator in them has the rights of {@code deploy/base} alone. */
class PermissionsIT {

    @Test
    void shouldBeRefusedWhenListingNodes() {
        // Given
        try (var operator = ApiServer.operator(http -> {})) {

            // When
            var refusal = catchThrowableOfType(
                    KubernetesClientException.class, () -> operator.nodes().list());

            // Then
            assertThat(refusal.getCode()).isEqualTo(403);
            assertThat(refusal.getMessage()).contains("User \"" + ApiServer.OPERATOR + "\" cannot list resource");
        }
    }

    @Test
    void shouldBeRefusedWhenWritingASpec() {
        // Given
        var team = Team.create();
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec: {suspend: true, source: {inline: {files: {Dockerfile: "FROM scratch"}}}}
                """);
        try (var operator = ApiServer.operator(http -> {})) {
            var app = team.imageBuild("app");

            // When
            var refusal = catchThrowableOfType(
                    KubernetesClientException.class,
                    () -> operator.resource(app).fieldManager("onggi").serverSideApply());

            // Then
            assertThat(refusal.getCode()).isEqualTo(403);
        }
    }

    @Test
    void shouldBeRefusedWhenDeletingANamespace() {
        // Given
        var team = Team.create();
        try (var operator = ApiServer.operator(http -> {})) {

            // When
            var refusal = catchThrowableOfType(
                    KubernetesClientException.class,
                    () -> operator.namespaces().withName(team.namespace()).delete());

            // Then
            assertThat(refusal.getCode()).isEqualTo(403);
        }
    }
}

package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kinds are of a newer version than the operator. */
class UnknownFieldsIT {

    private static final String LATER = "fieldOfALaterVersion";

    private CustomResourceDefinition today;
    private RunningOperator operator;

    @BeforeEach
    void start() {
        today = ApiServer.definition(LocalRegistry.class);
        var later = ApiServer.definition(LocalRegistry.class);
        for (var part : List.of("spec", "status")) {
            var text = new JSONSchemaProps();
            text.setType("string");
            later.getSpec()
                    .getVersions()
                    .getFirst()
                    .getSchema()
                    .getOpenAPIV3Schema()
                    .getProperties()
                    .get(part)
                    .getProperties()
                    .put(LATER, text);
        }
        ApiServer.define(List.of(later));
        operator = RunningOperator.start();
    }

    @AfterEach
    void stop() {
        ApiServer.define(List.of(today));
        operator.close();
    }

    @Test
    void shouldReconcileAsEverWhenThereAreFieldsItDoesNotKnow() {
        // Given
        var team = Team.create();
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec: {storage: {emptyDir: {}}, access: {nodes: {mode: None}}, %s: wanted}
                """.formatted(LATER));

        // When
        team.actors().rollsOut("registry-registry");

        // Then
        assertThat(team.get(Deployment.class, "registry-registry")).isNotNull();
        await().untilAsserted(() ->
                assertThat(registry(team).<String>get("status", "address")).isNotBlank());
        assertThat(registry(team).<String>get("spec", LATER)).isEqualTo("wanted");
    }

    private static GenericKubernetesResource registry(Team team) {
        return ApiServer.admin()
                .genericKubernetesResources("onggi.dev/v1alpha1", "LocalRegistry")
                .inNamespace(team.namespace())
                .withName("registry")
                .get();
    }
}

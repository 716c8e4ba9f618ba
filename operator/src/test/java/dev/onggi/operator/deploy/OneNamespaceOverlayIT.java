package dev.onggi.operator.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.onggi.testbed.Kustomize;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What deploy/overlays/one-namespace makes of the base: other bindings and a setting, and nothing else. */
class OneNamespaceOverlayIT {

    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final String OPERATOR = "Deployment onggi-system/onggi-operator";
    private static final List<String> ROLES = List.of("onggi-impersonates", "onggi-manages", "onggi-watches");

    private final Map<String, JsonNode> base = objects("base");
    private final Map<String, JsonNode> overlay = objects("overlays/one-namespace");

    @Test
    void shouldBindInTheNamespaceWhatTheBaseBindsForTheCluster() {
        // When
        var added = new TreeMap<>(overlay);
        added.keySet().removeAll(base.keySet());
        var gone = new TreeMap<>(base);
        gone.keySet().removeAll(overlay.keySet());

        // Then
        assertThat(gone.keySet())
                .containsExactlyElementsOf(ROLES.stream()
                        .map(role -> "ClusterRoleBinding /" + role)
                        .toList());
        assertThat(added.keySet())
                .containsExactlyElementsOf(
                        ROLES.stream().map(role -> "RoleBinding team-a/" + role).toList());
        for (var role : ROLES) {
            var before = gone.get("ClusterRoleBinding /" + role);
            var after = added.get("RoleBinding team-a/" + role);
            assertThat(after.get("roleRef")).isEqualTo(before.get("roleRef"));
            assertThat(after.get("subjects")).isEqualTo(before.get("subjects"));
            assertThat(after.at("/metadata/labels")).isEqualTo(before.at("/metadata/labels"));
        }
    }

    @Test
    void shouldChangeNothingElseThanTheOperatorsSetting() {
        // When
        var common = new TreeMap<>(overlay);
        common.keySet().retainAll(base.keySet());
        var environment = (ArrayNode) common.get(OPERATOR).at("/spec/template/spec/containers/0/env");
        var setting = environment.get(0);

        // Then
        assertThat(setting.get("name").asText()).isEqualTo("ONGGI_WATCH_NAMESPACES");
        assertThat(setting.get("value").asText()).isEqualTo("team-a");

        // When
        environment.remove(0);

        // Then
        assertThat(common).hasSizeGreaterThan(20).isEqualTo(withoutClusterBindings());
    }

    private Map<String, JsonNode> withoutClusterBindings() {
        var kept = new TreeMap<>(base);
        ROLES.forEach(role -> kept.remove("ClusterRoleBinding /" + role));
        return kept;
    }

    private static Map<String, JsonNode> objects(String folder) {
        return Manifests.objects(Kustomize.build(DEPLOY.resolve(folder))).stream()
                .collect(toMap(
                        object -> object.get("kind").asText() + " "
                                + object.at("/metadata/namespace").asText() + "/"
                                + object.at("/metadata/name").asText(),
                        object -> object));
    }
}

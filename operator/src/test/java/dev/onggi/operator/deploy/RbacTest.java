package dev.onggi.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards the roles, which are written by hand. Whether they suffice is seen by the integration tests, which run under them. */
class RbacTest {

    private static final Set<String> FIELDS = Set.of("apiGroups", "resources", "resourceNames", "verbs");
    private static final Set<String> VERBS =
            Set.of("get", "list", "watch", "create", "patch", "update", "delete", "impersonate");
    private static final Set<String> NEVER =
            Set.of("nodes", "pods/exec", "pods/log", "pods/attach", "pods/portforward", "pods/ephemeralcontainers");

    static Stream<JsonNode> rules() {
        return Manifests.all("ClusterRole", "Role").stream()
                .flatMap(role -> StreamSupport.stream(role.get("rules").spliterator(), false));
    }

    static Stream<Path> roleFiles() {
        return Manifests.files().stream()
                .filter(file -> file.getFileName().toString().contains("role-"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldNameEverythingWhenARuleGrantsSomething(JsonNode rule) {
        // When
        Set<String> fields = new TreeSet<>();
        rule.properties().stream().map(Map.Entry::getKey).forEach(fields::add);

        // Then
        assertThat(FIELDS).as("a rule has only %s: %s", FIELDS, rule).containsAll(fields);
        assertThat(rule.toString()).as("write out what is meant by *").doesNotContain("*");
        assertThat(texts(rule, "verbs")).as("verbs of %s", rule).isNotEmpty().isSubsetOf(VERBS);
        assertThat(texts(rule, "resources"))
                .as("the operator must not need these: %s", rule)
                .doesNotContainAnyElementsOf(NEVER);
        if (texts(rule, "resources").contains("namespaces")) {
            assertThat(texts(rule, "verbs"))
                    .as("namespaces are looked at, and nothing else")
                    .isSubsetOf("get", "list", "watch");
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldActInTheNameOfServiceAccountsAlone(JsonNode rule) {
        if (texts(rule, "verbs").contains("impersonate")) {
            assertThat(texts(rule, "resources")).containsExactly("serviceaccounts");
            assertThat(texts(rule, "verbs")).containsExactly("impersonate");
        }
    }

    @ParameterizedTest
    @MethodSource("roleFiles")
    void shouldSayWhyWhenARuleGrantsSomething(Path file) throws IOException {
        // Given
        List<String> lines = Files.readAllLines(file);

        // Then
        assertThat(lines).contains("rules:");
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("- ")) {
                assertThat(lines.get(i - 1))
                        .as("%s:%d needs a comment line above that says what the rule is for", file, i + 1)
                        .startsWith("# ");
            }
        }
    }

    @Test
    void shouldBindEveryRoleToTheOperatorAlone() {
        // Given
        Set<String> roles = new TreeSet<>();
        Manifests.all("ClusterRole", "Role").forEach(role -> roles.add(identity(role, role.at("/metadata/name"))));

        // When
        Set<String> bound = new TreeSet<>();
        Set<String> subjects = new TreeSet<>();
        for (JsonNode binding : Manifests.all("ClusterRoleBinding", "RoleBinding")) {
            bound.add(identity(binding, binding.at("/roleRef/name")));
            binding.get("subjects")
                    .forEach(subject -> subjects.add(subject.get("kind").asText() + " "
                            + subject.get("namespace").asText() + "/"
                            + subject.get("name").asText()));
        }

        // Then
        assertThat(bound).isEqualTo(roles);
        assertThat(subjects).containsExactly("ServiceAccount onggi-system/onggi-operator");
    }

    @Test
    void shouldMakeNothingButProxiesWhereTheNodeAgentsAre() {
        // Given
        JsonNode role = Manifests.all("Role").stream()
                .filter(each -> each.at("/metadata/namespace").asText().equals("onggi-node"))
                .findFirst()
                .orElseThrow();

        // When
        Set<String> made = new TreeSet<>();
        role.get("rules").forEach(rule -> {
            if (texts(rule, "verbs").contains("create")) {
                made.addAll(texts(rule, "resources"));
            }
        });

        // Then
        assertThat(made).containsExactly("daemonsets");
    }

    @Test
    void shouldTouchNothingButTheAnnouncementInKubePublic() {
        // Given
        JsonNode role = Manifests.all("Role").stream()
                .filter(each -> each.at("/metadata/namespace").asText().equals("kube-public"))
                .findFirst()
                .orElseThrow();

        // Then
        assertThat(role.get("rules")).isNotEmpty().allSatisfy(rule -> {
            assertThat(texts(rule, "resources")).containsExactly("configmaps");
            if (texts(rule, "verbs").stream().anyMatch(Set.of("patch", "update", "delete")::contains)) {
                assertThat(texts(rule, "resourceNames")).containsExactly("local-registry-hosting");
            }
        });
    }

    private static String identity(JsonNode object, JsonNode name) {
        return object.at("/metadata/namespace").asText("") + "/" + name.asText();
    }

    private static List<String> texts(JsonNode rule, String field) {
        return StreamSupport.stream(rule.path(field).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}

package dev.onggi.operator.localregistry.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceSelectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                          | true
            {matchLabels: {team: blue}}                                                 | true
            {matchLabels: {team: blue, stage: prod}}                                    | false
            {matchLabels: {team: red}}                                                  | false
            {matchExpressions: [{key: team, operator: In, values: [red, blue]}]}        | true
            {matchExpressions: [{key: team, operator: In, values: [red]}]}              | false
            {matchExpressions: [{key: stage, operator: In, values: [prod]}]}            | false
            {matchExpressions: [{key: team, operator: NotIn, values: [red]}]}           | true
            {matchExpressions: [{key: stage, operator: NotIn, values: [prod]}]}         | true
            {matchExpressions: [{key: team, operator: NotIn, values: [blue]}]}          | false
            {matchExpressions: [{key: team, operator: Exists}]}                         | true
            {matchExpressions: [{key: stage, operator: Exists}]}                        | false
            {matchExpressions: [{key: team, operator: DoesNotExist}]}                   | false
            {matchExpressions: [{key: stage, operator: DoesNotExist}]}                  | true
            {matchLabels: {team: blue}, matchExpressions: [{key: x, operator: Exists}]} | false
            """)
    void shouldSelectByTheRulesOfKubernetes(String selector, boolean selected) {
        // Given
        var registry = registry("{access: {namespaces: %s}}".formatted(selector));

        // Then
        assertThat(NamespaceSelection.selects(registry, "team-b", Map.of("team", "blue")))
                .isEqualTo(selected);
    }

    @Test
    void shouldSelectNobodyWhenTheSpecSelectsNone() {
        // Then
        assertThat(NamespaceSelection.selects(registry("{}"), "team-b", Map.of()))
                .isFalse();
    }

    @Test
    void shouldNotSelectTheOwnNamespace() {
        // Given
        var registry = registry("{access: {namespaces: {}}}");

        // Then
        assertThat(NamespaceSelection.selects(registry, "team-a", Map.of())).isFalse();
    }

    private static LocalRegistry registry(String spec) {
        return Serialization.unmarshal("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry, namespace: team-a}
                spec: %s
                """.formatted(spec), LocalRegistry.class);
    }
}

package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.RegistryAccess.NamespaceSelector;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceSelectionTest {

    @Test
    void shouldSelectNoneWhenThereIsNoSelector() {
        assertThat(NamespaceSelection.selects(null, Map.of("tier", "gold"))).isFalse();
    }

    @Test
    void shouldSelectAllWhenTheSelectorIsEmpty() {
        assertThat(NamespaceSelection.selects(selector("{}"), null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {tier: gold}            | true
            {tier: silver}          | false
            {tier: gold, team: a}   | true
            {tier: gold, team: b}   | false
            {zone: north}           | false
            """)
    void shouldAskForAllLabels(String labels, boolean selected) {
        assertThat(NamespaceSelection.selects(
                        selector("matchLabels: %s".formatted(labels)), Map.of("tier", "gold", "team", "a")))
                .isEqualTo(selected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {key: tier, operator: In, values: [silver, gold]} | true
            {key: tier, operator: In, values: [silver]}       | false
            {key: zone, operator: In, values: [north]}        | false
            {key: tier, operator: NotIn, values: [gold]}      | false
            {key: tier, operator: NotIn, values: [silver]}    | true
            {key: zone, operator: NotIn, values: [north]}     | true
            {key: tier, operator: Exists}                     | true
            {key: zone, operator: Exists}                     | false
            {key: tier, operator: DoesNotExist}               | false
            {key: zone, operator: DoesNotExist}               | true
            """)
    void shouldFollowKubernetesWhenThereAreExpressions(String expression, boolean selected) {
        assertThat(NamespaceSelection.selects(
                        selector("matchExpressions: [%s]".formatted(expression)), Map.of("tier", "gold")))
                .isEqualTo(selected);
    }

    @Test
    void shouldAskForLabelsAndExpressionsWhenThereAreBoth() {
        assertThat(NamespaceSelection.selects(
                        selector("matchLabels: {tier: gold}\nmatchExpressions: [{key: zone, operator: Exists}]"),
                        Map.of("tier", "gold")))
                .isFalse();
    }

    private static NamespaceSelector selector(String yaml) {
        return Serialization.unmarshal(yaml, NamespaceSelector.class);
    }
}

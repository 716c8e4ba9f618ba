package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeAgentsTest {

    @Test
    void shouldHashTheSameWhenTheOrderIsAnother() {
        // Given
        var one = new LinkedHashMap<String, String>();
        one.put("a", "1");
        one.put("b", "2");
        var other = new LinkedHashMap<String, String>();
        other.put("b", "2");
        other.put("a", "1");

        // When / Then
        assertThat(NodeAgents.hash(one)).isEqualTo(NodeAgents.hash(other));
    }

    @Test
    void shouldHashDifferentlyWhenTheContentDiffers() {
        // When / Then
        assertThat(NodeAgents.hash(Map.of("a", "1"))).isNotEqualTo(NodeAgents.hash(Map.of("a", "2")));
        assertThat(NodeAgents.hash(Map.of("a", "1"))).isNotEqualTo(NodeAgents.hash(Map.of()));
    }
}

package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
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

    @Test
    void shouldTakeTheLastWordForAChangeWhenItIsLaterThanTheAgentsStart() {
        // Given: whoever tells is started again after the word, which changes nothing on the node
        var status = new PodStatusBuilder()
                .withStartTime("2026-03-01T11:00:00Z")
                .addNewContainerStatus()
                .withName("agent")
                .withNewState()
                .withNewRunning("2026-03-01T11:00:05Z")
                .endState()
                .endContainerStatus()
                .addNewContainerStatus()
                .withName("tell")
                .withNewState()
                .withNewRunning("2026-03-01T12:00:40Z")
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withFinishedAt("2026-03-01T12:00:00Z")
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .build();

        // When, Then
        assertThat(NodeAgents.changed(status)).contains(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void shouldTakeTheAgentsStartForAChangeWhenItWasStartedAgain() {
        // Given
        var status = new PodStatusBuilder()
                .withStartTime("2026-03-01T11:00:00Z")
                .addNewContainerStatus()
                .withName("agent")
                .withNewState()
                .withNewRunning("2026-03-01T11:30:00Z")
                .endState()
                .endContainerStatus()
                .build();

        // When, Then
        assertThat(NodeAgents.changed(status)).contains(Instant.parse("2026-03-01T11:30:00Z"));
    }
}

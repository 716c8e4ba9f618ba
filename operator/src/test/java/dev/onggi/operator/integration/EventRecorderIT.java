package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.event.EventRecorder;
import dev.onggi.operator.event.Happening;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API server makes of events. */
class EventRecorderIT {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00.123456Z"), ZoneOffset.UTC);

    private final Team team = Team.create();
    private final HasMetadata regarding = regarding(team);
    private KubernetesClient client;
    private EventRecorder recorder;

    @BeforeEach
    void connect() {
        client = ApiServer.operator(http -> {});
        recorder = new EventRecorder(client, CLOCK, "onggi-operator-0");
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void shouldBeTakenWhenTheOperatorHasItsOwnRights() {
        // Given
        var happening = Happening.warning("BuildFailed", "Build", "line 3: exit code 1", "1");

        // When
        recorder.record(regarding, happening);

        // Then
        assertThat(team.events("subject")).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getReason()).isEqualTo("BuildFailed");
            assertThat(event.getAction()).isEqualTo("Build");
            assertThat(event.getNote()).isEqualTo("line 3: exit code 1");
            assertThat(event.getEventTime().getTime()).isEqualTo("2026-03-01T12:00:00.123456Z");
            assertThat(event.getReportingController()).isEqualTo("onggi.dev/operator");
            assertThat(event.getReportingInstance()).isEqualTo("onggi-operator-0");
            assertThat(event.getRegarding().getUid())
                    .isEqualTo(regarding.getMetadata().getUid());
        });
    }

    @Test
    void shouldBeOneEventWhenTheSameKeyIsToldTwice() {
        // Given
        var happening = Happening.normal("BuildStarted", "Build", "build 1 runs", "1");

        // When
        recorder.record(regarding, happening);
        recorder.record(regarding, happening);
        recorder.record(regarding, Happening.normal("BuildStarted", "Build", "build 2 runs", "2"));

        // Then
        assertThat(team.events("subject"))
                .extracting(Event::getNote)
                .containsExactlyInAnyOrder("build 1 runs", "build 2 runs");
    }

    @Test
    void shouldBeListedByPositionWhenToldInAnotherOrder() {
        // Given
        var first = Happening.normal("BuildStarted", "Build", "first", "1").at("00001-0");
        var second = Happening.normal("BuildSucceeded", "Build", "second", "1").at("00001-2");
        var third = Happening.normal("BuildStarted", "Build", "third", "2").at("00002-0");

        // When
        recorder.record(regarding, third);
        recorder.record(regarding, first);
        recorder.record(regarding, second);

        // Then
        assertThat(team.events("subject")).extracting(Event::getNote).containsExactly("first", "second", "third");
    }

    @Test
    void shouldBeTakenWhenTheNoteIsLongerThanTheApiAllows() {
        // Given
        var note = "긴 기록 ".repeat(500);

        // When
        recorder.record(regarding, Happening.warning("BuildFailed", "Build", note, "1"));

        // Then
        assertThat(team.events("subject"))
                .singleElement()
                .satisfies(event -> assertThat(note).startsWith(event.getNote().replace("…", "")));
    }

    private static HasMetadata regarding(Team team) {
        return ApiServer.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("subject")
                        .withNamespace(team.namespace())
                        .endMetadata()
                        .build())
                .create();
    }
}

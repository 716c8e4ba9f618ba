package dev.onggi.operator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.onggi.api.v1alpha1.ImageBuild;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecorderTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00.123456789Z"), ZoneOffset.UTC);
    private static final Happening PUSHED = Happening.normal("Pushed", "Push", "registry/hello@sha256:1", "3");
    private static final int LONGEST_NOTE = 1024;

    @Test
    void shouldTellWhatHappenedToWhomAndWhen() throws IOException {
        // When
        var event = recorded(PUSHED).getFirst();

        // Then
        assertThat(event.getApiVersion()).isEqualTo("events.k8s.io/v1");
        assertThat(event.getMetadata().getNamespace()).isEqualTo("team-a");
        assertThat(event.getMetadata().getName()).matches("hello\\.[0-9a-f]{16}");
        assertThat(event.getEventTime().getTime()).isEqualTo("2026-03-01T12:00:00.123456Z");
        assertThat(event.getReportingController()).isEqualTo("onggi.dev/operator");
        assertThat(event.getReportingInstance()).isEqualTo("onggi-0");
        assertThat(event.getType()).isEqualTo("Normal");
        assertThat(event.getReason()).isEqualTo("Pushed");
        assertThat(event.getAction()).isEqualTo("Push");
        assertThat(event.getNote()).isEqualTo("registry/hello@sha256:1");
        assertThat(event.getRegarding().getApiVersion()).isEqualTo("onggi.dev/v1alpha1");
        assertThat(event.getRegarding().getKind()).isEqualTo("ImageBuild");
        assertThat(event.getRegarding().getNamespace()).isEqualTo("team-a");
        assertThat(event.getRegarding().getName()).isEqualTo("hello");
        assertThat(event.getRegarding().getUid()).isEqualTo("uid-1");
    }

    @Test
    void shouldWarnWhenAPersonShouldLook() throws IOException {
        assertThat(recorded(Happening.warning("BuildFailed", "Build", "no", "3")))
                .extracting(Event::getType)
                .containsExactly("Warning");
    }

    @Test
    void shouldHaveTheSameNameWhenTheSameIsToldAgain() throws IOException {
        // Given: the note differs, for instance in a duration
        var again = Happening.normal("Pushed", "Push", "another note", "3");

        // When
        var events = recorded(PUSHED, again);

        // Then
        assertThat(events.getFirst().getMetadata().getName())
                .isEqualTo(events.getLast().getMetadata().getName());
    }

    @Test
    void shouldHaveAnotherNameWhenReasonOrKeyDiffer() throws IOException {
        // When
        var events = recorded(
                PUSHED,
                Happening.normal("Pushed", "Push", "n", "4"),
                Happening.normal("RolloutStarted", "Rollout", "n", "3"));

        // Then
        assertThat(events).extracting(event -> event.getMetadata().getName()).doesNotHaveDuplicates();
    }

    @Test
    void shouldSortByTheirPlacesWhenEventsAreListedByName() throws IOException {
        // When
        var events = recorded(PUSHED.at("00010-0"), PUSHED.at("00009-3"));

        // Then
        assertThat(events)
                .extracting(event -> event.getMetadata().getName())
                .satisfiesExactly(
                        later -> assertThat(later).matches("hello\\.00010-0-[0-9a-f]{16}"),
                        earlier -> assertThat(earlier).matches("hello\\.00009-3-[0-9a-f]{16}"));
    }

    @Test
    void shouldHaveAnotherNameWhenTheResourceWasMadeAnew() throws IOException {
        // Given
        try (var server = new FakeApiServer(201)) {
            // When
            record(server, imageBuild("uid-1"), PUSHED);
            record(server, imageBuild("uid-2"), PUSHED);

            // Then
            assertThat(events(server))
                    .extracting(event -> event.getMetadata().getName())
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "가", "😀"})
    void shouldCutANoteWhenItHasMoreBytesThanTheApiTakes(String character) throws IOException {
        // When
        var note = recorded(Happening.normal("Pushed", "Push", character.repeat(2000), "3"))
                .getFirst()
                .getNote();

        // Then
        assertThat(note.getBytes(StandardCharsets.UTF_8).length).isBetween(LONGEST_NOTE - 6, LONGEST_NOTE);
        assertThat(note).endsWith(character + "…");
    }

    @Test
    void shouldLeaveANoteThatTheApiTakes() throws IOException {
        // Given
        var longest = "n".repeat(LONGEST_NOTE);

        // Then
        assertThat(recorded(Happening.normal("Pushed", "Push", longest, "3")))
                .extracting(Event::getNote)
                .containsExactly(longest);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 403, 500})
    void shouldGoOnWhenTheEventCannotBeWritten(int status) throws IOException {
        // Given
        try (var server = new FakeApiServer(status)) {
            // Then
            assertThatCode(() -> record(server, imageBuild("uid-1"), PUSHED)).doesNotThrowAnyException();
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static List<Event> recorded(Happening... happenings) throws IOException {
        try (var server = new FakeApiServer(201)) {
            record(server, imageBuild("uid-1"), happenings);
            return events(server);
        }
    }

    private static List<Event> events(FakeApiServer server) {
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/apis/events.k8s.io/v1/namespaces/team-a/events");
        });
        return server.requests().stream()
                .map(request -> Serialization.unmarshal(request.body(), Event.class))
                .toList();
    }

    private static void record(FakeApiServer server, ImageBuild imageBuild, Happening... happenings) {
        try (var client =
                new KubernetesClientBuilder().withConfig(server.config()).build()) {
            var recorder = new EventRecorder(client, CLOCK, "onggi-0");
            for (var happening : happenings) {
                recorder.record(imageBuild, happening);
            }
        }
    }

    private static ImageBuild imageBuild(String uid) {
        var imageBuild = new ImageBuild();
        imageBuild.getMetadata().setName("hello");
        imageBuild.getMetadata().setNamespace("team-a");
        imageBuild.getMetadata().setUid(uid);
        return imageBuild;
    }
}

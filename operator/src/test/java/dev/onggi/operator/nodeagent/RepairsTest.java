package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RepairsTest {

    private static final String NAME = Samples.DIRECTORY;

    private final Repairs repairs = new Repairs(Clock.fixed(Instant.parse("2026-03-01T12:00:00.123Z"), ZoneOffset.UTC));

    @Test
    void shouldTellTheTimeWhenWhatWasInOrderIsWrittenAgain() {
        // Given
        repairs.after(wanted("1"), List.of(NAME), List.of());

        // When, Then
        assertThat(repairs.after(wanted("1"), List.of(NAME), List.of()))
                .containsExactly(Map.entry(NAME, "2026-03-01T12:00:00Z"));
    }

    @Test
    void shouldTellNothingWhenAnotherContentIsWanted() {
        // Given
        repairs.after(wanted("1"), List.of(NAME), List.of());

        // When, Then
        assertThat(repairs.after(wanted("2"), List.of(NAME), List.of())).isEmpty();
    }

    @Test
    void shouldTellNothingWhenItWasNotInOrderBefore() {
        // Given
        repairs.after(wanted("1"), List.of(), List.of(NAME));

        // When, Then
        assertThat(repairs.after(wanted("1"), List.of(NAME), List.of())).isEmpty();
    }

    @Test
    void shouldForgetWhenTheRegistryIsNoLongerWanted() {
        // Given
        repairs.after(wanted("1"), List.of(NAME), List.of());
        repairs.after(wanted("1"), List.of(NAME), List.of());

        // When
        var gone =
                repairs.after(new Wanted(new TreeMap<>(), new TreeMap<>(), new TreeSet<>()), List.of(NAME), List.of());

        // Then
        assertThat(gone).isEmpty();
        assertThat(repairs.after(wanted("1"), List.of(NAME), List.of())).isEmpty();
    }

    @Test
    void shouldTellOfAFileForCrioWhenItIsWrittenAgain() {
        // Given
        var file = "onggi-registry.team-a.svc_5000.conf";
        var wanted = new Wanted(new TreeMap<>(), new TreeMap<>(Map.of(file, "content")), new TreeSet<>());
        repairs.after(wanted, List.of(file), List.of());

        // When, Then
        assertThat(repairs.after(wanted, List.of(file), List.of())).containsOnlyKeys(file);
    }

    private static Wanted wanted(String content) {
        return new Wanted(
                new TreeMap<>(Map.of(RegistryHost.parse(NAME).orElseThrow(), RegistryFiles.hosts(content))),
                new TreeMap<>(),
                new TreeSet<>());
    }
}

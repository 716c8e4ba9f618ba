package dev.onggi.operator.gateway.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onggi.operator.TestClock;
import dev.onggi.operator.gateway.collect.FailingStore;
import dev.onggi.operator.gateway.storage.FileStore;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.gateway.touch.KeptTouches;
import dev.onggi.operator.gateway.touch.KeptTouches.Kept;
import dev.onggi.operator.gateway.touch.TouchKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverTest {

    private static final KeptTouches FIRST = kept("first");
    private static final KeptTouches SECOND = kept("second");

    /** More than a gateway needs to begin or to end. */
    private static final int OPERATIONS = 6;

    @TempDir
    Path root;

    private final TestClock clock = TestClock.standingAt(Instant.parse("2026-03-01T12:00:00Z"));
    private Store store;

    @BeforeEach
    void store() {
        store = new FileStore(root);
    }

    private static KeptTouches kept(String tag) {
        return new KeptTouches(Duration.ofMinutes(60), List.of(new Kept(TouchKey.tag("team/app", tag), 7)));
    }

    private Handover gateway(Store store) {
        return new Handover(store, clock);
    }

    private Handover begun() throws HandoverException {
        var gateway = gateway(store);
        gateway.takeOver();
        return gateway;
    }

    @Test
    void shouldPassOnWhatAGatewayLeftOnce() throws Exception {
        // Given
        begun().leave(FIRST);
        clock.advance(Duration.ofSeconds(9));

        // When
        var next = gateway(store).takeOver();
        var afterAKill = gateway(store).takeOver();

        // Then
        assertThat(next).contains(FIRST);
        assertThat(afterAKill).isEmpty();
    }

    @Test
    void shouldPassOnNothingWhenThereWasNoGatewayOrItWasKilled() throws Exception {
        // When
        var first = gateway(store).takeOver();
        var afterAKill = gateway(store).takeOver();

        // Then
        assertThat(first).isEmpty();
        assertThat(afterAKill).isEmpty();
    }

    @Test
    void shouldPassOnAllOrNothingWhereverAGatewayIsKilledWhileItEnds() throws Exception {
        // Given
        boolean whole = false;
        for (int operations = 0; operations < OPERATIONS; operations++) {
            var failing = new FailingStore(store, 3 + operations);
            var killed = gateway(failing);
            killed.takeOver();

            // When
            killed.leave(FIRST);

            // Then
            var next = gateway(store).takeOver();
            assertThat(next)
                    .satisfiesAnyOf(
                            found -> assertThat(found).isEmpty(),
                            found -> assertThat(found).contains(FIRST));
            whole |= next.isPresent();
        }
        assertThat(whole).as("the last one was not killed").isTrue();
    }

    @Test
    void shouldPassOnNothingWhenAFileWasHalfWritten() throws Exception {
        // Given
        begun().leave(FIRST);
        var file = left();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));

        // When / Then
        assertThat(gateway(store).takeOver()).isEmpty();
    }

    @Test
    void shouldNeverPassOnWhatIsOlderThanTheLastThatServedWhereverOneIsKilledWhileItBegins() throws Exception {
        for (int operations = 0; operations < OPERATIONS; operations++) {
            // Given
            begun().leave(FIRST);

            // When the next one is killed after so many operations, and never serves
            beginsOrNot(gateway(new FailingStore(store, operations)));

            // Then the one after it has what the first left, or nothing
            assertThat(gateway(store).takeOver())
                    .satisfiesAnyOf(
                            found -> assertThat(found).isEmpty(),
                            found -> assertThat(found).contains(FIRST));
            // and one that served and was killed has left nothing
            assertThat(gateway(store).takeOver()).isEmpty();
        }
    }

    @Test
    void shouldNotBelieveAGatewayThatEndedAfterTheNextHadBegun() throws Exception {
        // Given: its Pod was deleted, and the next one was made at once
        var ending = begun();
        var next = begun();

        // When
        ending.leave(FIRST);
        var afterAKill = gateway(store).takeOver();

        // Then
        assertThat(afterAKill).isEmpty();

        // and whoever did begin last is believed, whatever others leave beside it
        var last = begun();
        last.leave(SECOND);
        next.leave(FIRST);
        assertThat(gateway(store).takeOver()).contains(SECOND);
    }

    @Test
    void shouldPassOnNothingWhenTheClockWasSetBackOrTheGatewayWasAwayForLong() throws Exception {
        // Given
        begun().leave(FIRST);
        clock.advance(Duration.ofSeconds(-1));

        // When
        var before = gateway(store).takeOver();
        begun().leave(FIRST);
        clock.advance(Duration.ofHours(2));
        var late = gateway(store).takeOver();

        // Then
        assertThat(before).isEmpty();
        assertThat(late).isEmpty();
    }

    @Test
    void shouldTakeOverAndLeaveNothingItselfWhenTheDiskIsFull() throws Exception {
        // Given
        begun().leave(FIRST);
        var full = gateway(FailingStore.refusing(store, Set.of("write")));

        // When
        var taken = full.takeOver();
        full.leave(SECOND);

        // Then
        assertThat(taken).contains(FIRST);
        assertThat(gateway(store).takeOver()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"write delete", "read write delete"})
    void shouldNotBeginWhenTheNextOneCouldNotKnowThatItDid(String operations) throws Exception {
        // Given
        begun().leave(FIRST);
        var refused = new HashSet<>(Set.of(operations.split(" ")));
        var gateway = gateway(FailingStore.refusing(store, refused));

        // When / Then
        assertThatExceptionOfType(HandoverException.class)
                .isThrownBy(gateway::takeOver)
                .withMessageContaining("lets nothing be written or deleted in onggi-touches")
                .withMessageContaining("see whether it is full, read-only or away");

        // When the storage is whole again
        refused.clear();

        // Then the one that did not begin has answered nothing, and what was left before is still true
        assertThat(gateway(store).takeOver()).contains(FIRST);
    }

    @Test
    void shouldBelieveNothingThatCouldNotBeDeletedWhenAnotherGatewayHasServedSince() throws Exception {
        // Given
        begun().leave(FIRST);
        var refused = new HashSet<>(Set.of("delete"));
        var gateway = gateway(FailingStore.refusing(store, refused));

        // When it serves, and is killed
        var taken = gateway.takeOver();
        var afterAKill = gateway(store).takeOver();

        // Then
        assertThat(taken).contains(FIRST);
        assertThat(afterAKill).isEmpty();
    }

    @Test
    void shouldDeleteLaterAndLeaveNothingWhenTheStorageRefusesToDelete() throws Exception {
        // Given
        begun().leave(FIRST);
        var left = left();
        var refused = new HashSet<>(Set.of("delete"));
        var gateway = gateway(FailingStore.refusing(store, refused));
        gateway.takeOver();
        assertThat(left).exists();

        // When
        refused.clear();
        boolean deleted = gateway.deleteOld();
        gateway.leave(SECOND);

        // Then
        assertThat(deleted).isTrue();
        assertThat(left).doesNotExist();
        assertThat(gateway(store).takeOver()).isEmpty();
    }

    @Test
    void shouldBeginOnAStorageThatTakesNothingWhenNoneHasBegunBefore() throws Exception {
        // When
        var taken =
                gateway(FailingStore.refusing(store, Set.of("write", "delete"))).takeOver();

        // Then
        assertThat(taken).isEmpty();
    }

    private static void beginsOrNot(Handover gateway) {
        try {
            gateway.takeOver();
        } catch (HandoverException e) {
            assertThat(e).hasMessageContaining("see whether");
        }
    }

    private Path left() throws IOException {
        try (var files = Files.list(root.resolve(Handover.FOLDER))) {
            return files.filter(file -> !file.equals(root.resolve(Handover.BEGUN)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

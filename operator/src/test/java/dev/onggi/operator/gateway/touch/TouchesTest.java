package dev.onggi.operator.gateway.touch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TouchesTest {

    private static final Duration GRACE = Duration.ofHours(1);
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String OTHER = "sha256:" + "b".repeat(64);
    private static final List<TouchKey> KEYS = List.of(TouchKey.digest(DIGEST));

    private final AtomicLong now = new AtomicLong(42);
    private final Touches touches = new Touches(GRACE, now::get, 3);

    @Test
    void shouldRefuseClaimsUntilItHasRunForTheTimeOfGrace() {
        // Given a gateway that started just less than that ago
        now.addAndGet(GRACE.toNanos() - 1);
        // When
        var early = touches.claimDigest(DIGEST);
        now.incrementAndGet();
        // Then
        assertThat(early).isEmpty();
        assertThat(touches.claimDigest(DIGEST)).isPresent();
    }

    @Test
    void shouldRefuseClaimWhileARequestHoldsTheDigest() {
        // Given
        afterGrace();
        var hold = touches.hold(KEYS).join();
        // When
        afterGrace();
        // Then, however long it takes
        assertThat(touches.claimDigest(DIGEST)).isEmpty();
        hold.forgotten();
        assertThat(touches.claimDigest(DIGEST)).isPresent();
    }

    @Test
    void shouldRefuseClaimForWhatWasTouchedWhileItRemembersHoweverLongAgo() {
        // Given something touched before a long collection, and something in it
        afterGrace();
        touches.hold(List.of(TouchKey.digest(OTHER))).join().touched();
        afterGrace();
        var memory = touches.remember();
        touches.hold(KEYS).join().touched();
        // When
        afterGrace();
        touches.prune();
        var before = touches.claimDigest(OTHER);
        var during = touches.claimDigest(DIGEST);
        memory.close();
        // Then
        assertThat(before).isPresent();
        assertThat(during).isEmpty();
        assertThat(touches.claimDigest(DIGEST)).isPresent();
    }

    @Test
    void shouldRefuseEveryClaimWhenItHadToForgetWhileItRemembered() {
        // Given room for three
        afterGrace();
        var memory = touches.remember();
        for (int i = 0; i < 4; i++) {
            touches.hold(List.of(TouchKey.tag("app", "tag-" + i))).join().touched();
        }
        // When
        afterGrace();
        var during = touches.claimDigest(DIGEST);
        memory.close();
        // Then
        assertThat(during).isEmpty();
        assertThat(touches.claimDigest(DIGEST)).isPresent();
    }

    @Test
    void shouldRefuseClaimForTheTimeOfGraceWhenADigestWasTouched() {
        // Given
        afterGrace();
        touches.hold(KEYS).join().touched();
        // When
        now.addAndGet(GRACE.toNanos() - 1);
        var early = touches.claimDigest(DIGEST);
        now.incrementAndGet();
        // Then
        assertThat(early).isEmpty();
        assertThat(touches.claimDigest(OTHER)).isPresent();
        assertThat(touches.claimDigest(DIGEST)).isPresent();
    }

    @Test
    void shouldKeepATouchWhenALaterRequestLearntNothing() {
        // Given
        afterGrace();
        touches.hold(KEYS).join().touched();
        // When
        touches.hold(KEYS).join().forgotten();
        // Then
        assertThat(touches.claimDigest(DIGEST)).isEmpty();
    }

    @Test
    void shouldLetARequestWaitUntilTheClaimIsClosed() {
        // Given
        afterGrace();
        var claim = touches.claimDigest(DIGEST).orElseThrow();
        // When
        var hold = touches.hold(List.of(TouchKey.digest(OTHER), TouchKey.digest(DIGEST)));
        // Then
        assertThat(hold).isNotDone();
        assertThat(touches.claimDigest(OTHER))
                .as("held by the request that waits")
                .isEmpty();
        claim.close();
        assertThat(hold).isCompleted();
        assertThat(touches.claimDigest(DIGEST)).isEmpty();
    }

    @Test
    void shouldGiveAClaimOnceAtATime() {
        // Given
        afterGrace();
        // When
        var claim = touches.claimTag("a", "v1").orElseThrow();
        // Then
        assertThat(touches.claimTag("a", "v1")).isEmpty();
        assertThat(touches.claimTag("a", "v2")).isPresent();
        claim.close();
        claim.close();
        assertThat(touches.claimTag("a", "v1")).isPresent();
    }

    @Test
    void shouldForgetWhatWasTouchedLongAgo() {
        // Given
        touches.hold(KEYS).join().touched();
        // When
        touches.prune();
        long before = touches.size();
        afterGrace();
        touches.prune();
        // Then
        assertThat(before).isOne();
        assertThat(touches.size()).isZero();
    }

    @Test
    void shouldForgetAllAndRefuseAllClaimsWhenThereIsNoRoomLeft() {
        // Given
        afterGrace();
        var held = touches.hold(KEYS).join();
        // When
        for (int i = 0; i < 3; i++) {
            touches.hold(List.of(TouchKey.tag("a", "v" + i))).join().touched();
        }
        // Then
        assertThat(touches.size()).as("what is held stays").isOne();
        assertThat(touches.claimTag("a", "v0")).isEmpty();
        assertThat(touches.claimTag("never", "seen")).isEmpty();
        afterGrace();
        assertThat(touches.claimTag("never", "seen")).isPresent();
        assertThat(touches.claimDigest(DIGEST)).isEmpty();
        held.touched();
    }

    @Test
    void shouldGoOnWhereTheGatewayBeforeEnded() {
        // Given one thing named long ago, one of late, one that a request still held, one that was forgotten
        touches.hold(List.of(TouchKey.tag("a", "old"))).join().touched();
        afterGrace();
        touches.hold(KEYS).join().touched();
        now.addAndGet(Duration.ofMinutes(20).toNanos());
        touches.hold(List.of(TouchKey.digest(OTHER))).join();
        touches.hold(List.of(TouchKey.tag("a", "missing"))).join().forgotten();
        var kept = touches.kept();

        // When
        now.addAndGet(Duration.ofDays(3).toNanos());
        var next = new Touches(GRACE, now::get, 3);
        next.takeOver(kept);

        // Then the time in between counts for nothing
        assertThat(next.refusedFor()).isEmpty();
        assertThat(next.claimTag("a", "old")).isPresent();
        assertThat(next.claimTag("a", "missing")).isPresent();
        now.addAndGet(Duration.ofMinutes(40).toNanos() - 1);
        assertThat(next.claimDigest(DIGEST)).isEmpty();
        now.incrementAndGet();
        assertThat(next.claimDigest(DIGEST)).isPresent();
        now.addAndGet(Duration.ofMinutes(20).toNanos() - 1);
        assertThat(next.claimDigest(OTHER)).isEmpty();
        now.incrementAndGet();
        assertThat(next.claimDigest(OTHER)).isPresent();
    }

    @Test
    void shouldRefuseClaimsForTheRestOfTheTimeOfGraceWhenTheGatewayBeforeHadNotRunThatLong() {
        // Given
        now.addAndGet(Duration.ofMinutes(20).toNanos());
        var next = new Touches(GRACE, now::get, 3);

        // When
        next.takeOver(touches.kept());

        // Then
        assertThat(next.refusedFor()).contains(Duration.ofMinutes(40));
        now.addAndGet(Duration.ofMinutes(40).toNanos() - 1);
        assertThat(next.claimDigest(DIGEST)).isEmpty();
        now.incrementAndGet();
        assertThat(next.refusedFor()).isEmpty();
        assertThat(next.claimDigest(DIGEST)).isPresent();
    }

    @Test
    void shouldRefuseClaimsWhenTheGatewayBeforeKeptThingsForAShorterTime() {
        // Given one that has run for hours, and forgot after an hour
        afterGrace();
        afterGrace();
        var next = new Touches(GRACE.multipliedBy(2), now::get, 3);

        // When
        next.takeOver(touches.kept());

        // Then
        assertThat(next.refusedFor()).contains(GRACE);
    }

    @Test
    void shouldTakeNothingOverWhenThereIsNoRoomForIt() {
        // Given
        afterGrace();
        for (var tag : List.of("1", "2", "3")) {
            touches.hold(List.of(TouchKey.tag("a", tag))).join().touched();
        }
        var next = new Touches(GRACE, now::get, 2);

        // When
        next.takeOver(touches.kept());

        // Then
        assertThat(next.refusedFor()).contains(GRACE);
    }

    private void afterGrace() {
        now.addAndGet(GRACE.toNanos());
    }
}

package dev.onggi.operator.gateway.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.touch.KeptTouches;
import dev.onggi.operator.gateway.touch.KeptTouches.Kept;
import dev.onggi.operator.gateway.touch.TouchKey;
import dev.onggi.operator.gateway.touch.Touches;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoverFileTest {

    private static final Instant WRITTEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Kept ONE = new Kept(TouchKey.digest("sha256:" + "f".repeat(64)), 3599);
    private static final Kept OTHER = new Kept(TouchKey.tag("team/app", "v1"), 0);
    private static final HandoverFile FILE = file(ONE, OTHER);

    private static HandoverFile file(Kept... touches) {
        return new HandoverFile(WRITTEN, new KeptTouches(Duration.ofMinutes(50), List.of(touches)));
    }

    @Test
    void shouldReadWhatItHasWritten() {
        // When / Then
        assertThat(HandoverFile.parse(FILE.bytes().orElseThrow())).contains(FILE);
        assertThat(HandoverFile.parse(file().bytes().orElseThrow())).contains(file());
    }

    @Test
    void shouldBeNoneWhenItIsCutOffAnywhereOrAnyBitIsAnother() {
        // Given
        var bytes = FILE.bytes().orElseThrow();

        // When / Then
        for (int length = 0; length < bytes.length; length++) {
            assertThat(HandoverFile.parse(Arrays.copyOf(bytes, length)))
                    .as("its first %s bytes", length)
                    .isEmpty();
        }
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(HandoverFile.parse(damaged)).as("bit %s", bit).isEmpty();
        }
        assertThat(HandoverFile.parse(Arrays.copyOf(bytes, bytes.length + 20))).isEmpty();
    }

    @Test
    void shouldBeBoundedAsTheMemoryOfAGatewayIs() {
        // Given
        var most = Collections.nCopies(Touches.ROOM, ONE);
        var tooMany = Collections.nCopies(Touches.ROOM + 1, ONE);

        // When / Then
        assertThat(new HandoverFile(WRITTEN, new KeptTouches(Duration.ZERO, most)).bytes())
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(HandoverFile.MOST_BYTES));
        assertThat(new HandoverFile(WRITTEN, new KeptTouches(Duration.ZERO, tooMany)).bytes())
                .isEmpty();
    }

    @Test
    void shouldNotBeBelievedWhenItIsFromTheFutureOrOlderThanAnyRestart() {
        // When / Then
        assertThat(FILE.believedAt(WRITTEN)).isTrue();
        assertThat(FILE.believedAt(WRITTEN.minusMillis(1))).isFalse();
        assertThat(FILE.believedAt(WRITTEN.plus(Duration.ofHours(1)))).isTrue();
        assertThat(FILE.believedAt(WRITTEN.plus(Duration.ofHours(1)).plusMillis(1)))
                .isFalse();
    }
}

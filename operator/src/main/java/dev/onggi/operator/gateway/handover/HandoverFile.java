package dev.onggi.operator.gateway.handover;

import dev.onggi.operator.gateway.touch.KeptTouches;
import dev.onggi.operator.gateway.touch.KeptTouches.Kept;
import dev.onggi.operator.gateway.touch.TouchKey;
import dev.onggi.operator.gateway.touch.Touches;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What a gateway leaves, as bytes: a beginning with the version, the time of writing, for how long all was known, the
 * entries, and a checksum. What is in any way not so is as if there were none.
 *
 * <p>The time of writing comes from a clock that can be set, so no age is ever calculated from it: what was named counts
 * as named just before the next gateway began, however long that took, and is kept for as much longer. The time only
 * takes files out of account: one from the future, and one so old that it may have come back with a restored volume.
 */
record HandoverFile(Instant written, KeptTouches kept) {

    /** The last byte is the version. */
    private static final long BEGINNING = 0x6f6e_6767_6974_6f01L;

    private static final int HEADER = 24;
    private static final int ENTRY = 20;
    private static final int CHECKSUM = 8;

    /** The largest that there is. */
    static final int MOST_BYTES = HEADER + ENTRY * Touches.ROOM + CHECKSUM;

    /** For longer than this no gateway is away while its registry is in use. */
    static final Duration LONGEST_AWAY = Duration.ofHours(1);

    /** The bytes; empty where they would be too many. */
    Optional<byte[]> bytes() {
        int size = kept.touches().size();
        if (size > Touches.ROOM) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.allocate(HEADER + ENTRY * size + CHECKSUM)
                .putLong(BEGINNING)
                .putLong(written.toEpochMilli())
                .putInt((int) kept.knownFor().toSeconds())
                .putInt(size);
        kept.touches()
                .forEach(one -> buffer.putLong(one.key().high())
                        .putLong(one.key().low())
                        .putInt(one.ageSeconds()));
        buffer.putLong(checksum(buffer.array()));
        return Optional.of(buffer.array());
    }

    /** What such bytes say; empty where there is anything wrong with them. */
    static Optional<HandoverFile> parse(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + CHECKSUM
                || buffer.getLong() != BEGINNING
                || buffer.getLong(bytes.length - CHECKSUM) != checksum(bytes)) {
            return Optional.empty();
        }
        var written = Instant.ofEpochMilli(buffer.getLong());
        var knownFor = Duration.ofSeconds(buffer.getInt());
        long size = buffer.getInt();
        if (HEADER + ENTRY * size + CHECKSUM != bytes.length) {
            return Optional.empty();
        }
        var touches = new ArrayList<Kept>((int) size);
        while (touches.size() < size) {
            touches.add(new Kept(new TouchKey(buffer.getLong(), buffer.getLong()), buffer.getInt()));
        }
        return Optional.of(new HandoverFile(written, new KeptTouches(knownFor, touches)));
    }

    /** Whether it may be believed at a time. */
    boolean believedAt(Instant now) {
        return !written.isAfter(now) && !written.plus(LONGEST_AWAY).isBefore(now);
    }

    private static long checksum(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - CHECKSUM);
        return checksum.getValue();
    }
}

package dev.onggi.operator.integration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes, and can be put forward. */
final class AdvancingClock extends Clock {

    private volatile Duration offset = Duration.ZERO;

    void advance(Duration time) {
        offset = offset.plus(time);
    }

    /** Puts it forward to a moment after a time. */
    void advanceTo(Instant time) {
        advance(Duration.between(instant(), time).plusSeconds(1));
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("there is one zone");
    }
}

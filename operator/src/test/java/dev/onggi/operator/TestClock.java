package dev.onggi.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that can be put forward by hand. */
public final class TestClock extends Clock {

    private final InstantSource source;
    private volatile Duration offset = Duration.ZERO;

    private TestClock(InstantSource source) {
        this.source = source;
    }

    /** One that stands at a time. */
    public static TestClock standingAt(Instant time) {
        return new TestClock(InstantSource.fixed(time));
    }

    /** One that goes as time does. */
    public static TestClock going() {
        return new TestClock(InstantSource.system());
    }

    /** Puts it forward. */
    public void advance(Duration time) {
        offset = offset.plus(time);
    }

    /** Puts it forward to a moment after a time. */
    public void advanceTo(Instant time) {
        advance(Duration.between(instant(), time).plusSeconds(1));
    }

    @Override
    public Instant instant() {
        return source.instant().plus(offset);
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

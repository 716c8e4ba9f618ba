package dev.onggi.operator.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock whose time is put forward by hand. */
public final class TestClock extends Clock {

    private volatile Instant now;

    /** One that stands at a time. */
    public TestClock(Instant now) {
        this.now = now;
    }

    /** Puts it forward. */
    public void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
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

package dev.onggi.operator.gateway.http;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says which requests are refused: a line a second at most, with how many were not said. Safe for several threads. */
final class RefusalLog {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LONGEST_PATH = 200;

    private final Consumer<String> log;
    private final LongSupplier nanoTime;
    private boolean silent;
    private long last;
    private long unsaid;

    RefusalLog(Consumer<String> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /**
     * A request is refused.
     *
     * @param user name of a user who has proved to be one, or null; never a name that was only claimed
     */
    synchronized void refused(int status, String user, String method, String path) {
        long now = nanoTime.getAsLong();
        if (silent && now - last < PAUSE_NANOS) {
            unsaid++;
            return;
        }
        log.accept("refused status=" + status + " user=" + (user == null ? "-" : user) + " method=" + printable(method)
                + " path=" + printable(path) + (unsaid == 0 ? "" : " andMore=" + unsaid));
        silent = true;
        last = now;
        unsaid = 0;
    }

    private static String printable(String text) {
        var shown = text == null ? "" : text.length() > LONGEST_PATH ? text.substring(0, LONGEST_PATH) + "…" : text;
        return shown.replaceAll("[^\\x21-\\x7e…]", "?");
    }
}

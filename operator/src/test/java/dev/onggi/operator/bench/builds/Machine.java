package dev.onggi.operator.bench.builds;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Where it was measured.
 *
 * @param processors that this process may use
 * @param kernel its version
 * @param architecture such as amd64
 * @param kubernetes version of the API server
 */
record Machine(int processors, String kernel, String architecture, String kubernetes) {

    /** From here on others are at work, and figures are not worth much. */
    static final double BUSY = 1.0;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    static Machine of(String kubernetes) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                kubernetes);
    }

    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Waits until what was before has faded out of the load average; gives up after a while. Returns the last one. */
    static double settle(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (load() > BUSY && System.nanoTime() < end) {
            Thread.sleep(LOOK_AGAIN);
        }
        return load();
    }
}

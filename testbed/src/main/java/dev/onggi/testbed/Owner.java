package dev.onggi.testbed;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that a throw-away cluster belongs to. One that was killed leaves its cluster behind; whoever comes next on
 * the same machine sees from this that nobody will remove it.
 *
 * @param host name of the machine
 * @param pid the process there
 * @param started when that process was started, in milliseconds since 1970: numbers of processes come again
 */
record Owner(String host, long pid, long started) {

    static Owner ofThisProcess() {
        return of(ProcessHandle.current());
    }

    private static Owner of(ProcessHandle process) {
        return new Owner(
                hostName(),
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** Reads what {@link #toString()} wrote. */
    static Optional<Owner> parse(String text) {
        var parts = text.split("/", -1);
        if (parts.length != 3 || !(parts[1] + parts[2]).matches("[0-9]{2,36}")) {
            return Optional.empty();
        }
        return Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
    }

    /** True only where it is certain: never for a process of another machine. */
    boolean isGone() {
        return host.equals(hostName()) && !ProcessHandle.of(pid).map(Owner::of).equals(Optional.of(this));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    @Override
    public String toString() {
        return host + "/" + pid + "/" + started;
    }
}

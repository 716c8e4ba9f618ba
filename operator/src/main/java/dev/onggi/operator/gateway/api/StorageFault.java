package dev.onggi.operator.gateway.api;

import java.util.Arrays;
import java.util.Optional;

/**
 * What keeps a gateway from its bucket. A gateway that cannot use it ends, for nobody could ask it: the exit code says what
 * it was, and the last line of its log in which way.
 */
public enum StorageFault {
    /** There is no such bucket. */
    MISSING(11),
    /** The server refuses what it is asked, most often for the credential. */
    REFUSED(12),
    /** The server does not answer, or with an error of its own. */
    UNREACHABLE(13);

    private static final String BEGINNING = "The gateway ends for its bucket: ";

    private final int exitCode;

    StorageFault(int exitCode) {
        this.exitCode = exitCode;
    }

    /** How the gateway ends. */
    public int exitCode() {
        return exitCode;
    }

    /** The fault of a gateway that ended. */
    public static Optional<StorageFault> of(int exitCode) {
        return Arrays.stream(values())
                .filter(fault -> fault.exitCode == exitCode)
                .findFirst();
    }

    /** The line that the gateway ends with. */
    public static String line(String words) {
        return BEGINNING + words.replaceAll("\\s+", " ");
    }

    /** What that line says, among the last lines of a log; empty where it is not there. */
    public static Optional<String> words(String log) {
        return log.lines()
                .filter(line -> line.startsWith(BEGINNING))
                .reduce((one, other) -> other)
                .map(line -> line.substring(BEGINNING.length()));
    }
}

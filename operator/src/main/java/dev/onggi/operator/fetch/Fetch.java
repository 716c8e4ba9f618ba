package dev.onggi.operator.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The main program of the container that fetches. */
public final class Fetch {

    private static final FetchRun.Places PLACES = new FetchRun.Places(
            Path.of("/workspace"),
            Path.of("/run"),
            Path.of("/onggi"),
            Path.of("/dev/termination-log"),
            Path.of("/run/source"));
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private Fetch() {}

    /**
     * Fetches one source.
     *
     * @param arguments {@code archive URL SHA256} or {@code oci REFERENCE [--plain-http]} or {@code claim PATH}; or {@code bases} and
     *     what {@link BaseImages} takes
     */
    public static void main(String[] arguments) {
        if (arguments[0].equals("bases")) {
            System.exit(new BaseImages(PLACES, PAUSES).run(List.of(arguments).subList(1, arguments.length)));
        }
        System.exit(new FetchRun(PLACES, SourceLimits.OF_BUILDS, PAUSES).run(List.of(arguments)));
    }
}

package dev.onggi.operator.bench.builds;

import java.util.Map;
import java.util.TreeMap;

/**
 * W1: a stage whose step needs about 10 s of CPU, two stages beside each other of about 5 s that copy one source file each,
 * and an image of both results and 5 MB that nothing compresses. Its base image is all that it takes from a network.
 *
 * @param rounds of {@link #burn} that take a second of this machine's CPU
 */
record Workload(int rounds) {

    private static final int DEPENDENCIES_SECONDS = 10;
    private static final int STAGE_SECONDS = 5;
    private static final String BASE = "busybox:stable";

    /** The files of the source; the text of one of them is given. */
    Map<String, String> files(String text) {
        return new TreeMap<>(Map.of("Dockerfile", dockerfile(), "one.txt", text + "\n", "two.txt", "two\n"));
    }

    String dockerfile() {
        return """
                FROM %1$s AS deps
                %2$s && head -c 5000000 /dev/urandom >/payload

                FROM deps AS one
                COPY one.txt /one.txt
                %3$s && sha256sum /one.txt >/one

                FROM deps AS two
                COPY two.txt /two.txt
                %3$s && sha256sum /two.txt >/two

                FROM scratch
                COPY --from=deps /payload /payload
                COPY --from=one /one /one
                COPY --from=two /two /two
                """.formatted(BASE, burn(DEPENDENCIES_SECONDS * rounds), burn(STAGE_SECONDS * rounds));
    }

    /** A Dockerfile with nothing but so many rounds, by which their time is known. */
    static String calibration(int rounds) {
        return "FROM %s\n%s\n".formatted(BASE, burn(rounds));
    }

    /** The same work at each run, by one thread: so many times the SHA-256 of 4 MiB that lie in memory. */
    private static String burn(int rounds) {
        return "RUN --mount=type=tmpfs,target=/burn head -c 4194304 /dev/zero >/burn/zeros && i=0 && "
                + "while [ $i -lt %d ]; do sha256sum /burn/zeros >/dev/null; i=$((i+1)); done".formatted(rounds);
    }
}

package dev.onggi.operator.gateway.touch;

import java.time.Duration;
import java.util.Optional;

/**
 * The collector's side: takes a digest or a tag away from the requests for as long as it deletes it.
 *
 * <p>A claim is given at once or not at all. It is refused for what a request names right now, what one has named within
 * the time of grace, and for everything where what was named within that time is not known: until a gateway has run that
 * long itself, but for what the one before has left to it. A manifest whose claim is refused is in use, and so is all that it names, directly or by other manifests.
 *
 * <p>Safe for use by several threads. Claims are short: requests that name the same thing wait for {@link Claim#close()},
 * and fail after {@value Touches#LONGEST_WAIT_SECONDS} seconds.
 */
public interface Claims {

    /** Claims all data of a digest ({@code sha256:…}), in every repository: manifest, layer or config. */
    Optional<Claim> claimDigest(String digest);

    /** Claims a tag: while it is held, nobody reads it or moves it to another manifest. */
    Optional<Claim> claimTag(String repository, String tag);

    /**
     * From now until this is closed, whatever a request names stays in use, even when the time of grace is over: for a
     * collection that may take longer than that, and knows of each repository only what was there when it looked.
     */
    Memory remember();

    /** How much longer every claim is refused, because it is not known what was named before; empty where they are given. */
    Optional<Duration> refusedFor();

    /** A time in which nothing that is named is forgotten. */
    interface Memory extends AutoCloseable {
        @Override
        void close();
    }

    /** Something that is claimed; closing gives it back, and may be done more than once. */
    interface Claim extends AutoCloseable {
        @Override
        void close();
    }
}

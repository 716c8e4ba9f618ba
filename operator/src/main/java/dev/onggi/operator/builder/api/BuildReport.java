package dev.onggi.operator.builder.api;

import java.time.Instant;

/**
 * How far a build is.
 *
 * @param key which build it is
 * @param version grows with each change of any build of this builder
 * @param state what is being done
 * @param stopping whether it was asked to be stopped
 * @param timedOut whether it was stopped because it took too long
 * @param created when it was accepted
 * @param fetchStarted when fetch.sh was started; null where it was not, and from a builder before this was told
 * @param fetchCode exit code of fetch.sh; null where it has not ended or there was nothing to fetch
 * @param fetched what fetch.sh told
 * @param buildStarted when build.sh was started, which is when fetch.sh had ended; null as above
 * @param buildCode exit code of build.sh; null where it has not ended
 * @param built what build.sh told
 * @param ended when it ended; null as long as it has not
 */
public record BuildReport(
        BuildKey key,
        long version,
        State state,
        boolean stopping,
        boolean timedOut,
        Instant created,
        Instant fetchStarted,
        Integer fetchCode,
        String fetched,
        Instant buildStarted,
        Integer buildCode,
        String built,
        Instant ended) {

    /** What is being done. */
    public enum State {
        /** It waits for others to end. */
        QUEUED,
        /** The source is being fetched. */
        FETCHING,
        /** BuildKit is at work. */
        BUILDING,
        /** Nothing any more. */
        ENDED
    }

    /** A build that was ordered and of which nothing else is known. */
    public static BuildReport ordered(BuildKey key, Instant created) {
        return new BuildReport(key, 0, State.QUEUED, false, false, created, null, null, null, null, null, null, null);
    }

    /** The same, asked to be stopped. */
    public BuildReport stopped() {
        return new BuildReport(
                key,
                version,
                state,
                true,
                timedOut,
                created,
                fetchStarted,
                fetchCode,
                fetched,
                buildStarted,
                buildCode,
                built,
                ended);
    }
}

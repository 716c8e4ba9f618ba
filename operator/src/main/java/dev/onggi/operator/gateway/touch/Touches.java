package dev.onggi.operator.gateway.touch;

import java.util.Optional;

/** What requests have named. */
public final class Touches implements Claims {

    /** How many seconds a request waits at most for what it names to be deleted. */
    static final int LONGEST_WAIT_SECONDS = 10;

    @Override
    public Optional<Claim> claimDigest(String digest) {
        return Optional.empty();
    }

    @Override
    public Optional<Claim> claimTag(String repository, String tag) {
        return Optional.empty();
    }
}

package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.touch.Claims;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Gives every claim but those on what a test says is in use; notes which are held. */
final class FreeClaims implements Claims {

    final Set<String> inUse = new HashSet<>();
    final Set<String> held = new HashSet<>();
    Runnable beforeTag = () -> {};
    Duration refusedFor;

    @Override
    public Optional<Claim> claimDigest(String digest) {
        return claim(digest);
    }

    @Override
    public Optional<Claim> claimTag(String repository, String tag) {
        beforeTag.run();
        return claim(repository + ":" + tag);
    }

    @Override
    public Memory remember() {
        return () -> {};
    }

    @Override
    public Optional<Duration> refusedFor() {
        return Optional.ofNullable(refusedFor);
    }

    private Optional<Claim> claim(String name) {
        if (inUse.contains(name)) {
            return Optional.empty();
        }
        held.add(name);
        return Optional.of(() -> held.remove(name));
    }
}

package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.storage.StorageState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When a LocalRegistry has to be looked at although nothing will be heard of it. */
final class Deadlines {

    /** The registry is outside of Kubernetes' sight: nobody tells when it can be reached. */
    static final Duration PUSH_AGAIN = Duration.ofSeconds(3);

    /**
     * What a person must put right lies where no informer looks: a foreign object of our name carries no label of ours,
     * and StorageClasses are not watched.
     */
    static final Duration BLOCKED_AGAIN = Duration.ofSeconds(30);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private Deadlines() {}

    /**
     * The time until the first of them, or empty where there is none.
     *
     * @param canaries when canaries want to be looked at
     */
    static Optional<Duration> next(RegistryState state, Optional<Duration> canaries, Instant now) {
        var all = new ArrayList<Duration>();
        canaries.ifPresent(all::add);
        certificate(state.certificate()).ifPresent(time -> all.add(Duration.between(now, time)));
        state.users().previousUntil().ifPresent(time -> all.add(Duration.between(now, time)));
        if (state.users().waiting() && state.availability() instanceof RegistryAvailability.Serving) {
            all.add(SHORTEST);
        }
        if (state.storage() instanceof StorageState.Pending pending) {
            all.add(Duration.between(now, pending.lookAgain()));
        }
        state.contents().lookAgain().ifPresent(all::add);
        if (state.canaryImage() instanceof CanaryImageState.NotYetPushed) {
            all.add(SHORTEST);
        }
        if (state.canaryImage() instanceof CanaryImageState.NotPushed) {
            all.add(PUSH_AGAIN);
        }
        if (state.blocked().isPresent()) {
            all.add(BLOCKED_AGAIN);
        }
        return shortest(all);
    }

    private static Optional<Instant> certificate(CertificateState state) {
        return switch (state) {
            case CertificateState.Valid valid ->
                valid.inUse().renewalTime().or(() -> Optional.of(valid.inUse().notAfter()));
            case CertificateState.Changing changing -> Optional.of(changing.time());
            // heard of through informers
            case CertificateState.Pending pending -> Optional.empty();
            case CertificateState.Unusable unusable -> Optional.empty();
            case CertificateState.Disabled disabled -> Optional.empty();
        };
    }

    private static Optional<Duration> shortest(List<Duration> all) {
        return all.stream().min(Duration::compareTo).map(wait -> wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait);
    }
}

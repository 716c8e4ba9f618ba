package dev.onggi.operator.gateway;

import dev.onggi.operator.gateway.api.StorageFault;
import dev.onggi.operator.gateway.storage.BucketCheck;
import dev.onggi.operator.gateway.storage.BucketCheck.Finding;
import dev.onggi.operator.gateway.storage.StorageSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Whether there is a use in serving: without its bucket a registry has nothing to give, and cannot say why. */
final class BucketWatch {

    /** A server that is started at the same time gets some looks; all of them together have to end before the kubelet acts. */
    private static final int LOOKS = 3;

    /** How long between two looks while it serves; each is a request that some servers are paid for. */
    static final Duration LOOK = Duration.ofMinutes(1);

    private final Supplier<Optional<Finding>> check;
    private final Duration pause;

    BucketWatch(Supplier<Optional<Finding>> check, Duration pause) {
        this.check = check;
        this.pause = pause;
    }

    /** The watch over the bucket that the settings name; empty where there is none. */
    static Optional<BucketWatch> of(GatewaySettings settings) {
        return settings.storage()
                .flatMap(storage -> storage instanceof StorageSettings.Bucket bucket
                        ? Optional.of(new BucketWatch(BucketCheck.of(bucket)::look, Duration.ofSeconds(5)))
                        : Optional.empty());
    }

    /** Why a gateway shall not be started. */
    Optional<Finding> beforeStart() throws InterruptedException {
        var finding = check.get();
        for (int looks = 1; looks < LOOKS && isOfNetwork(finding); looks++) {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            finding = check.get();
        }
        return finding;
    }

    /** Why a gateway that serves shall end. A server that is away comes back, and then all goes on. */
    Optional<Finding> whileServing() {
        return check.get().filter(finding -> finding.fault() != StorageFault.UNREACHABLE);
    }

    private static boolean isOfNetwork(Optional<Finding> finding) {
        return finding.filter(found -> found.fault() == StorageFault.UNREACHABLE)
                .isPresent();
    }
}

package dev.onggi.operator.localregistry.storage;

import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.Images;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.StorageUse;
import dev.onggi.operator.gateway.api.StorageUsage;
import dev.onggi.operator.model.BinarySize;
import java.util.OptionalInt;

/**
 * How full a registry is and what it holds, as the status says it; both null where it was never asked.
 *
 * @param use see {@link LocalRegistryStatus}; likewise the other
 */
public record StorageReading(StorageUse use, Images images) {

    private static final int HUNDRED = 100;

    /** What the status says already: it stands as long as the gateway cannot be asked. */
    public static StorageReading known(LocalRegistryStatus status) {
        return status == null ? new StorageReading(null, null) : new StorageReading(status.storage(), status.images());
    }

    /** What the gateway says. */
    public static StorageReading of(StorageUsage usage) {
        return new StorageReading(use(usage), new Images((int) usage.repositories(), (int) usage.tags()));
    }

    /** How full the storage is, where its capacity is known. */
    public OptionalInt usedPercent() {
        return use == null || use.usedPercent() == null ? OptionalInt.empty() : OptionalInt.of(use.usedPercent());
    }

    private static StorageUse use(StorageUsage usage) {
        var used = new BinarySize(usage.used()).quantity();
        if (usage.capacity() == null || usage.capacity() <= 0) {
            return new StorageUse(null, used, null, used);
        }
        // in doubles: a hundred times the bytes of a bucket is more than a long holds
        int percent = (int) Math.min(HUNDRED, Math.floor((double) usage.used() / usage.capacity() * HUNDRED));
        return new StorageUse(
                new BinarySize(usage.capacity()).quantity(), used, percent, "%s (%d%%)".formatted(used, percent));
    }
}

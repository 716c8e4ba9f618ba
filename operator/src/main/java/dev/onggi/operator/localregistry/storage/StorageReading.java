package dev.onggi.operator.localregistry.storage;

import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.Images;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.StorageUse;
import dev.onggi.operator.gateway.api.StorageUsage;
import dev.onggi.operator.model.BinarySize;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How full a registry is and what it holds, as the status says it; both null where it was never asked.
 *
 * @param use see {@link LocalRegistryStatus}; likewise the other
 */
public record StorageReading(StorageUse use, Images images) {

    private static final int HUNDRED = 100;

    /** A volume is seldom just as large as was asked for: the file system takes a part, a disk is rounded up. */
    private static final double ABOUT = 1.25;

    /** What the status says already: it stands as long as the gateway cannot be asked. */
    public static StorageReading known(LocalRegistryStatus status) {
        return status == null ? new StorageReading(null, null) : new StorageReading(status.storage(), status.images());
    }

    /**
     * What the gateway says, and the spec.
     *
     * @param promised bytes that the spec promises, where it does
     */
    public static StorageReading of(StorageUsage usage, OptionalLong promised) {
        return new StorageReading(use(usage, promised), new Images((int) usage.repositories(), (int) usage.tags()));
    }

    /** How full the storage is, where its capacity is known. */
    public OptionalInt usedPercent() {
        return use == null || use.usedPercent() == null ? OptionalInt.empty() : OptionalInt.of(use.usedPercent());
    }

    private static StorageUse use(StorageUsage usage, OptionalLong promised) {
        if (usage.size() == null || usage.size() <= 0) {
            var held = new BinarySize(usage.held()).quantity();
            return new StorageUse(null, held, null, held);
        }
        long size = usage.size();
        // a file system that is much larger than what was promised is the node's, and holds more than the registry
        boolean own = size <= promised.orElse(size) * ABOUT;
        return use(Math.min(promised.orElse(size), size), own ? usage.used() : usage.held());
    }

    private static StorageUse use(long capacity, long bytes) {
        var used = new BinarySize(bytes).quantity();
        int percent = (int) Math.min(HUNDRED, Math.floor((double) bytes / capacity * HUNDRED));
        return new StorageUse(new BinarySize(capacity).quantity(), used, percent, "%s (%d%%)".formatted(used, percent));
    }
}

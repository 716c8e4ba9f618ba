package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.handover.Handover;
import dev.onggi.operator.gateway.storage.FileStore;
import dev.onggi.operator.gateway.storage.ImageCatalog;
import dev.onggi.operator.gateway.storage.KeptTags;
import dev.onggi.operator.gateway.storage.S3Store;
import dev.onggi.operator.gateway.storage.StorageReport;
import dev.onggi.operator.gateway.storage.StorageSettings;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.gateway.storage.StoredImageCatalog;
import dev.onggi.operator.gateway.storage.StoredStorageReport;
import dev.onggi.operator.gateway.touch.Claims;
import java.time.Clock;

/**
 * What the gateway does with the storage itself.
 *
 * @param collections collections of garbage
 * @param catalog the images
 * @param report how full it is
 * @param handover what passes from one gateway to the next
 * @param keptTags what is kept of upstreams
 */
public record StorageServices(
        Collections collections, ImageCatalog catalog, StorageReport report, Handover handover, KeptTags keptTags) {

    /**
     * Opens a storage. Nothing is read yet, so that the gateway serves at once.
     *
     * @param claims what the collector must ask before it deletes
     */
    public static StorageServices open(StorageSettings settings, Claims claims, Clock clock) {
        return switch (settings) {
            case StorageSettings.FileSystem files -> of(new FileStore(files.root()), claims, clock);
            case StorageSettings.Bucket bucket -> of(S3Store.open(bucket), claims, clock);
        };
    }

    private static StorageServices of(Store store, Claims claims, Clock clock) {
        return new StorageServices(
                new StoreCollections(store, claims, clock),
                new StoredImageCatalog(store),
                new StoredStorageReport(store, System::nanoTime),
                new Handover(store, clock),
                new KeptTags(store));
    }
}

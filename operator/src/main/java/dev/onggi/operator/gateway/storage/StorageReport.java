package dev.onggi.operator.gateway.storage;

import dev.onggi.operator.gateway.api.StorageUsage;
import java.io.IOException;

/** Says how full the registry is. */
public interface StorageReport {

    /**
     * The usage, at most 10 s old once it has been asked for regularly. Cheap; may read the storage, so it is not for an
     * event loop.
     *
     * @throws IOException where the storage cannot be read; the message is for a person
     */
    StorageUsage usage() throws IOException;
}

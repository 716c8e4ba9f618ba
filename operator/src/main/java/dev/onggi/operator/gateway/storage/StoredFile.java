package dev.onggi.operator.gateway.storage;

import java.time.Instant;

/**
 * A file of the registry's storage.
 *
 * @param path its path below the registry's root directory
 * @param size its bytes
 * @param modified when it was last written
 */
public record StoredFile(String path, long size, Instant modified) {}

package dev.onggi.operator.gateway.api;

/**
 * How full a registry is.
 *
 * @param capacity bytes that the registry may hold; null where that is not known (a bucket)
 * @param used bytes that it holds
 * @param repositories how many repositories it has
 * @param tags how many tags they have together
 */
public record StorageUsage(Long capacity, long used, long repositories, long tags) {}

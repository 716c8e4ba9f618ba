package dev.onggi.operator.gateway.api;

/**
 * How full a registry is, as its gateway sees it. How much it may hold is the spec's to say: the gateway is not told, so that
 * it need not be started again when a claim grows.
 *
 * @param size bytes of the file system that it lies on; null where nobody knows (a bucket)
 * @param used bytes that are used on that file system, by whomever; of a bucket those of the registry
 * @param held bytes that the registry holds
 * @param repositories how many repositories it has
 * @param tags how many tags they have together
 */
public record StorageUsage(Long size, long used, long held, long repositories, long tags) {}

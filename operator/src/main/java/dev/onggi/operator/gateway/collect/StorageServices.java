package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.storage.ImageCatalog;
import dev.onggi.operator.gateway.storage.StorageReport;

/**
 * What the gateway does with the storage itself.
 *
 * @param collections collections of garbage
 * @param catalog the images
 * @param report how full it is
 */
public record StorageServices(Collections collections, ImageCatalog catalog, StorageReport report) {}

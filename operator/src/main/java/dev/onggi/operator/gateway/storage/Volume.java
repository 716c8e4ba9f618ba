package dev.onggi.operator.gateway.storage;

/**
 * A file system.
 *
 * @param size its bytes
 * @param used those that are in use, by whomever
 */
public record Volume(long size, long used) {}

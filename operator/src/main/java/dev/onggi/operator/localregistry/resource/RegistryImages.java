package dev.onggi.operator.localregistry.resource;

/**
 * The images of the registry's Pod.
 *
 * @param registry distribution
 * @param gateway the operator's own
 */
public record RegistryImages(String registry, String gateway) {}

package dev.onggi.operator.registry;

import dev.onggi.operator.model.Digest;

/**
 * What the operator asks of a registry, by the OCI distribution specification
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md). Every method blocks, for a bounded time, and
 * throws a {@link RegistryException} when the registry does not do it.
 */
public interface RegistryClient {

    /** Asks whether the registry answers and lets the endpoint's user in. */
    void ping(RegistryEndpoint endpoint);

    /**
     * Puts a blob into a repository. One that is there already is not sent again.
     *
     * @return the blob's digest
     */
    Digest pushBlob(RegistryEndpoint endpoint, String repository, byte[] content);

    /**
     * Puts a manifest or an index into a repository, under its digest alone. What it refers to must be there.
     *
     * @return the manifest's digest
     */
    Digest putManifest(RegistryEndpoint endpoint, String repository, String mediaType, byte[] content);

    /**
     * Reads what the registry has under a reference.
     *
     * @param reference a tag or a digest
     */
    Manifest manifest(RegistryEndpoint endpoint, String repository, String reference);

    /**
     * Deletes a tag, or a manifest with all of its tags. The data goes with the registry's next collection of garbage.
     *
     * @param reference a tag or a digest
     */
    void deleteManifest(RegistryEndpoint endpoint, String repository, String reference);
}

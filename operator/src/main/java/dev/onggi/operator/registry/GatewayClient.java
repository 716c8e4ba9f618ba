package dev.onggi.operator.registry;

import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.api.StorageUsage;
import java.util.List;
import java.util.Optional;

/**
 * What the operator asks of the gateway in front of a registry of its own: what the distribution specification has no
 * words for. Every method blocks, for a bounded time, and throws a {@link RegistryException} when the gateway does not do
 * it. The endpoint's user has to be one with the right to administer, but for {@link #images}.
 */
public interface GatewayClient {

    /** How full the registry is. */
    StorageUsage storage(RegistryEndpoint endpoint);

    /** Asks for a collection of garbage, which goes on by itself. */
    CollectionStart collect(RegistryEndpoint endpoint, CollectionRequest request);

    /** The collection that runs, or the last that ran; empty where the gateway has known none since it was started. */
    Optional<CollectionReport> lastCollection(RegistryEndpoint endpoint);

    /**
     * Images with their tags and layers, by repository and tag.
     *
     * @param text what repository or tag must contain; empty: all
     * @param limit how many at most
     */
    List<CatalogImage> images(RegistryEndpoint endpoint, String text, int limit);

    /** What came of the wish for a collection. */
    enum CollectionStart {
        /** It runs. */
        ACCEPTED,
        /** Another one runs; it has to be asked for again. */
        BUSY
    }
}

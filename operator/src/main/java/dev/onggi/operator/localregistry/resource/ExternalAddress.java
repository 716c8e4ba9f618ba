package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.ExternalRegistry;
import dev.onggi.operator.registry.CanaryImage;

/** How images of a registry that somebody else runs are named. */
public final class ExternalAddress {

    private ExternalAddress() {}

    /** What image references start with: the host, and the prefix where there is one. */
    public static String of(ExternalRegistry external) {
        return external.pathPrefix() == null || external.pathPrefix().isEmpty()
                ? external.host()
                : external.host() + "/" + external.pathPrefix();
    }

    /** The repository of the canary. */
    public static String canary(ExternalRegistry external) {
        return of(external) + "/" + CanaryImage.FLAT_REPOSITORY;
    }
}

package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.registry.Manifest;
import java.util.Optional;

/** Asks a registry for what it knows of an image. */
@FunctionalInterface
public interface ImageInspector {

    /**
     * An image that was pushed, and the one before it.
     *
     * @param namespace namespace of the ImageBuild, where the Secrets are
     * @param registry the registry, which is one of the operator's own
     * @param repository path in the registry
     * @param before the image before in the same repository, if there is one; it may have been deleted meanwhile
     * @throws dev.onggi.operator.registry.RegistryException where the registry does not answer, or has no such image
     */
    Inspected inspect(String namespace, PushTarget registry, String repository, Digest digest, Optional<Digest> before);

    /**
     * What a registry knows.
     *
     * @param image the manifest of the image
     * @param before that of the image before; empty where there is none any more
     */
    record Inspected(Manifest image, Optional<Manifest> before) {}
}

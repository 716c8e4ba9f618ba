package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.registry.Manifest;

/** Asks a registry for what it knows of an image. */
@FunctionalInterface
public interface ImageInspector {

    /**
     * The manifest of an image that was pushed.
     *
     * @param namespace namespace of the ImageBuild, where the Secrets are
     * @param registry the registry, which is one of the operator's own
     * @param repository path in the registry
     * @throws dev.onggi.operator.registry.RegistryException where the registry does not answer, or has no such image
     */
    Manifest inspect(String namespace, PushTarget registry, String repository, Digest digest);
}

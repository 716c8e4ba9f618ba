package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.operator.registry.Manifest;

/** Asks a registry for what it knows of an image. */
@FunctionalInterface
public interface ImageInspector {

    /**
     * The manifest of an image that was pushed.
     *
     * @throws dev.onggi.operator.registry.RegistryException where the registry does not answer, or has no such image
     */
    Manifest inspect(RegistryNames registry, boolean authenticated, String repository, Digest digest);
}

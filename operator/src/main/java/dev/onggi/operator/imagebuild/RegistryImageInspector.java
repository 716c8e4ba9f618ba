package dev.onggi.operator.imagebuild;

import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.imagebuild.step.ImageInspector;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.registry.DockerConfig;
import dev.onggi.operator.registry.Manifest;
import dev.onggi.operator.registry.RegistryClient;
import dev.onggi.operator.registry.RegistryEndpoint;
import dev.onggi.operator.registry.RegistryException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Asks a LocalRegistry, as the user who may pull. Reads the two Secrets of the ImageBuild's namespace once per build: that
 * is cheaper than a watch.
 */
final class RegistryImageInspector implements ImageInspector {

    private final KubernetesClient client;
    private final RegistryClient registryClient;

    RegistryImageInspector(KubernetesClient client, RegistryClient registryClient) {
        this.client = client;
        this.registryClient = registryClient;
    }

    @Override
    public Inspected inspect(
            String namespace, PushTarget registry, String repository, Digest digest, Optional<Digest> before) {
        var ca = registry.caSecret()
                .map(secret -> text(namespace, secret, "ca.crt"))
                .orElse("");
        var user = registry.pullSecret()
                .flatMap(secret -> DockerConfig.user(text(namespace, secret, ".dockerconfigjson"), registry.host()));
        var endpoint = new RegistryEndpoint(registry.host(), ca, user, registry.plainHttp());
        var image = registryClient.manifest(endpoint, repository, digest.value());
        return new Inspected(
                image,
                before.flatMap(known ->
                        known.equals(digest) ? Optional.of(image) : ifThere(endpoint, repository, known.value())));
    }

    private Optional<Manifest> ifThere(RegistryEndpoint endpoint, String repository, String digest) {
        try {
            return Optional.of(registryClient.manifest(endpoint, repository, digest));
        } catch (RegistryException e) {
            if (e.kind() == RegistryException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private String text(String namespace, String name, String key) {
        var secret = client.secrets().inNamespace(namespace).withName(name).get();
        var value = secret == null || secret.getData() == null
                ? null
                : secret.getData().get(key);
        if (value == null) {
            throw new IllegalStateException(
                    "Secret %s/%s with the key %s, which comes with the LocalRegistry, is not there yet"
                            .formatted(namespace, name, key));
        }
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }
}

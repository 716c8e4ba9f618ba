package dev.onggi.operator.imagebuild;

import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.imagebuild.step.ImageInspector;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.registry.DockerConfig;
import dev.onggi.operator.registry.Manifest;
import dev.onggi.operator.registry.RegistryClient;
import dev.onggi.operator.registry.RegistryEndpoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

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
    public Manifest inspect(String namespace, PushTarget registry, String repository, Digest digest) {
        var ca = registry.caSecret()
                .map(secret -> text(namespace, secret, "ca.crt"))
                .orElse("");
        var user = registry.pullSecret()
                .flatMap(secret -> DockerConfig.user(text(namespace, secret, ".dockerconfigjson"), registry.host()));
        var endpoint = new RegistryEndpoint(registry.host(), ca, user, registry.plainHttp());
        return registryClient.manifest(endpoint, repository, digest.value());
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

package dev.onggi.operator.imagebuild;

import dev.onggi.operator.imagebuild.step.ImageInspector;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.operator.model.UserSeed;
import dev.onggi.operator.registry.Manifest;
import dev.onggi.operator.registry.RegistryClient;
import dev.onggi.operator.registry.RegistryEndpoint;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Asks a LocalRegistry, as the user who may pull. Reads its two Secrets once per build: that is cheaper than a watch. */
final class RegistryImageInspector implements ImageInspector {

    private final KubernetesClient client;
    private final RegistryClient registryClient;

    RegistryImageInspector(KubernetesClient client, RegistryClient registryClient) {
        this.client = client;
        this.registryClient = registryClient;
    }

    @Override
    public Manifest inspect(RegistryNames registry, boolean authenticated, String repository, Digest digest) {
        var ca = text(secret(registry, registry.caSecret()), "ca.crt");
        var user = authenticated ? Optional.of(pullUser(registry)) : Optional.<RegistryEndpoint.User>empty();
        return registryClient.manifest(new RegistryEndpoint(registry.address(), ca, user), repository, digest.value());
    }

    private RegistryEndpoint.User pullUser(RegistryNames registry) {
        var seed = new UserSeed(text(secret(registry, registry.usersSecret()), UserSeed.KEY));
        return new RegistryEndpoint.User(UserSeed.PULL, seed.password(UserSeed.PULL));
    }

    private Secret secret(RegistryNames registry, String name) {
        var secret = client.secrets()
                .inNamespace(registry.namespace())
                .withName(name)
                .get();
        if (secret == null) {
            throw new IllegalStateException(
                    "Secret %s of LocalRegistry %s is not there yet".formatted(name, registry.name()));
        }
        return secret;
    }

    private static String text(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }
}

package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * A Secret that lets one user in, in the form that the kubelet (imagePullSecrets) and every image tool read. It is there
 * for a registry without users too, so that nothing that refers to it has to know.
 */
public final class DockerConfigSecret {

    /** Key of the document, as Kubernetes asks for it. */
    public static final String KEY = ".dockerconfigjson";

    private DockerConfigSecret() {}

    /** The Secret to push with. */
    public static Secret push(LocalRegistry registry, RegistryUsers users) {
        return of(registry, ChildMetadata.names(registry).pushSecret(), RegistryUsers.PUSH, users.push());
    }

    /** The Secret to pull with. */
    public static Secret pull(LocalRegistry registry, RegistryUsers users) {
        return of(registry, ChildMetadata.names(registry).pullSecret(), RegistryUsers.PULL, users.pull());
    }

    private static Secret of(LocalRegistry registry, String name, String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        // user and password are made of letters, digits, '-' and '_' alone: nothing in them has to be escaped
        var document = """
                {"auths":{"%s":{"username":"%s","password":"%s","auth":"%s"}}}""".formatted(
                        ChildMetadata.names(registry).address(),
                        user,
                        password,
                        Base64.getEncoder().encodeToString(pair));
        return new SecretBuilder()
                .withMetadata(ChildMetadata.of(registry, name, ChildMetadata.REGISTRY))
                .withType("kubernetes.io/dockerconfigjson")
                .withData(SecretData.encode(Map.of(KEY, document)))
                .build();
    }
}

package dev.onggi.operator.localregistry.resource;

import static java.util.stream.Collectors.joining;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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
        return of(
                registry,
                ChildMetadata.names(registry).pushSecret(),
                List.of(ChildMetadata.names(registry).address()),
                RegistryUsers.PUSH,
                users.push());
    }

    /**
     * The Secret to pull with.
     *
     * @param addresses every host and port that the registry is pulled from
     */
    public static Secret pull(LocalRegistry registry, List<String> addresses, RegistryUsers users) {
        return of(registry, ChildMetadata.names(registry).pullSecret(), addresses, RegistryUsers.PULL, users.pull());
    }

    private static Secret of(
            LocalRegistry registry, String name, List<String> addresses, String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        var auth = Base64.getEncoder().encodeToString(pair);
        // user, password and addresses are made of letters, digits, '-', '_', '.' and ':' alone: nothing has to be
        // escaped
        var document = addresses.stream()
                .map(address -> """
                        "%s":{"username":"%s","password":"%s","auth":"%s"}""".formatted(address, user, password, auth))
                .collect(joining(",", "{\"auths\":{", "}}"));
        return new SecretBuilder()
                .withMetadata(ChildMetadata.of(registry, name, ChildMetadata.REGISTRY))
                .withType("kubernetes.io/dockerconfigjson")
                .withData(SecretData.encode(Map.of(KEY, document)))
                .build();
    }
}

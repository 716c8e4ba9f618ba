package dev.onggi.operator.localregistry.resource;

import static java.util.stream.Collectors.joining;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.UserSeed;
import io.fabric8.kubernetes.api.model.ObjectMeta;
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

    /** The Secret to push with, in the registry's own namespace. */
    public static Secret push(LocalRegistry registry, RegistryUsers users) {
        var names = ChildMetadata.names(registry);
        return of(
                ChildMetadata.of(registry, names.pushSecret(), ChildMetadata.REGISTRY),
                List.of(names.address()),
                UserSeed.PUSH,
                users.seed().password(UserSeed.PUSH));
    }

    /**
     * The Secret to pull with, in the registry's own namespace.
     *
     * @param addresses every host and port that the registry is pulled from
     */
    public static Secret pull(LocalRegistry registry, List<String> addresses, RegistryUsers users) {
        return of(
                ChildMetadata.of(registry, ChildMetadata.names(registry).pullSecret(), ChildMetadata.REGISTRY),
                addresses,
                UserSeed.PULL,
                users.seed().password(UserSeed.PULL));
    }

    static Secret of(ObjectMeta metadata, List<String> addresses, String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        var auth = Base64.getEncoder().encodeToString(pair);
        // names of users, passwords and addresses are made of letters, digits, '-', '_', '.' and ':' alone: nothing in
        // them has to be escaped
        var document = addresses.stream()
                .distinct()
                .map(address -> """
                        "%s":{"username":"%s","password":"%s","auth":"%s"}""".formatted(address, user, password, auth))
                .collect(joining(",", "{\"auths\":{", "}}"));
        return new SecretBuilder()
                .withMetadata(metadata)
                .withType("kubernetes.io/dockerconfigjson")
                .withData(SecretData.encode(Map.of(KEY, document)))
                .build();
    }
}

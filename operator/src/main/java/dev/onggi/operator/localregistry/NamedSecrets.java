package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.resource.SecretData;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Secrets of users that a LocalRegistry names. They are looked at by name, where a spec asks for them: they carry no label
 * by which they could be watched.
 */
final class NamedSecrets {

    private final KubernetesClient client;

    NamedSecrets(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What is missing of a Secret, and the command that makes it: the end of a sentence.
     *
     * @param keys what it must have
     */
    Optional<String> missing(String namespace, String name, String... keys) {
        var secret = get(namespace, name);
        if (secret.isEmpty()) {
            return Optional.of(
                    "Secret %s/%s does not exist; %s".formatted(namespace, name, create(namespace, name, keys)));
        }
        return List.of(keys).stream()
                .filter(key -> SecretData.text(secret.get(), key)
                        .filter(text -> !text.isBlank())
                        .isEmpty())
                .findFirst()
                .map(key -> "Secret %s/%s has no key %s; delete it, and %s"
                        .formatted(namespace, name, key, create(namespace, name, keys)));
    }

    /** What changes whenever the Secret does. */
    Optional<String> version(String namespace, String name) {
        return get(namespace, name)
                .map(secret -> secret.getMetadata().getUid() + "/"
                        + secret.getMetadata().getResourceVersion());
    }

    /** The text under a key. */
    Optional<String> text(String namespace, String name, String key) {
        return get(namespace, name).flatMap(secret -> SecretData.text(secret, key));
    }

    private Optional<Secret> get(String namespace, String name) {
        return Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(name).get());
    }

    private static String create(String namespace, String name, String... keys) {
        return "kubectl create secret generic -n %s %s %s"
                .formatted(
                        namespace,
                        name,
                        List.of(keys).stream().map(NamedSecrets::option).collect(Collectors.joining(" ")));
    }

    private static String option(String key) {
        return key.contains(".") ? "--from-file=" + key : "--from-literal=%s=…".formatted(key);
    }
}

package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.registry.DockerConfig;
import dev.onggi.operator.status.Summary;
import java.util.Optional;

/**
 * What a LocalRegistry says of a registry that somebody else runs, with the Secrets that it names.
 *
 * @param ca the CA in PEM; empty: the public ones
 * @param inputs hash of all that decides whether a push and a pull succeed
 * @param blocked what is missing
 */
record ExternalSettings(Optional<String> ca, String inputs, Optional<Summary.Stalled> blocked) {

    static ExternalSettings of(LocalRegistry registry, NamedSecrets secrets) {
        var external = registry.getSpec().external();
        var user = Optional.ofNullable(external.secretRef()).map(reference -> reference.name());
        var authority = Optional.ofNullable(external.caRef()).map(reference -> reference.name());
        var blocked = user.flatMap(name -> credential(registry, name, secrets))
                .or(() -> authority.flatMap(name -> secrets.missing(registry, name, "ca.crt")))
                .map(cause -> new Summary.Stalled(LocalRegistryReasons.EXTERNAL_SECRET_UNUSABLE, cause));
        var inputs = Digest.of(String.join(
                        "\n",
                        external.toString(),
                        user.flatMap(name -> secrets.version(registry, name)).orElse(""),
                        authority
                                .flatMap(name -> secrets.version(registry, name))
                                .orElse("")))
                .shortened();
        return new ExternalSettings(authority.flatMap(name -> secrets.text(registry, name, "ca.crt")), inputs, blocked);
    }

    private static Optional<String> credential(LocalRegistry registry, String name, NamedSecrets secrets) {
        var external = registry.getSpec().external();
        var namespace = registry.getMetadata().getNamespace();
        var document = secrets.text(registry, name, ".dockerconfigjson");
        var create =
                "kubectl create secret docker-registry -n %s %s --docker-server=%s --docker-username=… --docker-password=…"
                        .formatted(namespace, name, external.host());
        if (document.isEmpty()) {
            return Optional.of("Secret %s/%s of type kubernetes.io/dockerconfigjson does not exist; %s"
                    .formatted(namespace, name, create));
        }
        return DockerConfig.user(document.get(), external.host()).isPresent()
                ? Optional.empty()
                : Optional.of("Secret %s/%s has no user for %s; delete it, and %s"
                        .formatted(namespace, name, external.host(), create));
    }
}

package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.source.NamedObjectSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Secrets of users that LocalRegistries name, each watched by its name: they carry no label. They hold the certificate
 * that somebody else made ({@code spec.tls}, and what cert-manager issues), user and CA of a registry that somebody else
 * runs ({@code spec.external}), those of upstreams, and those of a bucket.
 */
final class NamedSecrets extends NamedObjectSource<Secret, LocalRegistry> {

    private final Predicate<ResourceID> exists;

    /** @param exists whether there still is a LocalRegistry */
    NamedSecrets(KubernetesClient client, Predicate<ResourceID> exists) {
        super(
                client,
                Secret.class,
                "named-secrets",
                NamedSecrets::names,
                (before, after) -> !Objects.equals(before.getData(), after.getData()));
        this.exists = exists;
    }

    /** The Secret with the certificate that somebody else made, where the spec asks for such a one. */
    Optional<Secret> certificate(LocalRegistry registry) {
        return certificateName(registry).flatMap(name -> get(registry, name));
    }

    /**
     * What is missing of a Secret, and the command that makes it: the end of a sentence.
     *
     * @param name one that the spec has
     * @param keys what it must have
     */
    Optional<String> missing(LocalRegistry registry, String name, String... keys) {
        var secret = get(registry, name);
        var create = create(registry.getMetadata().getNamespace(), name, keys);
        var what = "Secret %s/%s".formatted(registry.getMetadata().getNamespace(), name);
        if (secret.isEmpty()) {
            return Optional.of("%s does not exist; %s".formatted(what, create));
        }
        return List.of(keys).stream()
                .filter(key -> SecretData.text(secret.get(), key)
                        .filter(text -> !text.isBlank())
                        .isEmpty())
                .findFirst()
                .map(key -> "%s has no key %s; delete it, and %s".formatted(what, key, create));
    }

    /** What changes whenever the content of a Secret does. */
    Optional<String> version(LocalRegistry registry, String name) {
        return get(registry, name)
                .map(secret -> Digest.of(new TreeMap<>(
                                        Optional.ofNullable(secret.getData()).orElseGet(TreeMap::new))
                                .toString())
                        .value());
    }

    /** The text under a key. */
    Optional<String> text(LocalRegistry registry, String name, String key) {
        return get(registry, name).flatMap(secret -> SecretData.text(secret, key));
    }

    private Optional<Secret> get(LocalRegistry registry, String name) {
        return find(registry, name, exists);
    }

    private static Stream<String> names(LocalRegistry registry) {
        return Stream.of(
                        certificateName(registry).stream(),
                        SpecValues.external(registry).stream()
                                .flatMap(external -> Stream.of(external.secretRef(), external.caRef()))
                                .flatMap(NamedSecrets::name),
                        SpecValues.s3(registry).stream()
                                .flatMap(bucket -> Stream.of(bucket.secretRef(), bucket.caRef()))
                                .flatMap(NamedSecrets::name),
                        SpecValues.upstreams(registry).stream()
                                .flatMap(upstream -> Stream.of(upstream.secretRef(), upstream.caRef()))
                                .flatMap(NamedSecrets::name))
                .flatMap(names -> names);
    }

    private static Optional<String> certificateName(LocalRegistry registry) {
        return SpecValues.tlsSecret(registry)
                .map(LocalObjectReference::name)
                .or(() -> SpecValues.certManager(registry)
                        .map(kind -> ChildMetadata.names(registry).issuedSecret()));
    }

    private static Stream<String> name(LocalObjectReference reference) {
        return Stream.ofNullable(reference).map(LocalObjectReference::name);
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

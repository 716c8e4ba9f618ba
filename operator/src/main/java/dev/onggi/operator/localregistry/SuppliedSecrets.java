package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.source.NamedObjectSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The Secrets that hold certificates which somebody else made: those that specs name, and those of cert-manager. */
final class SuppliedSecrets extends NamedObjectSource<Secret, LocalRegistry> {

    private final Predicate<ResourceID> exists;

    SuppliedSecrets(KubernetesClient client, Predicate<ResourceID> exists) {
        super(
                client,
                Secret.class,
                "supplied-certificates",
                registry -> SpecValues.tlsSecret(registry)
                        .map(LocalObjectReference::name)
                        .or(() -> SpecValues.certManager(registry)
                                .map(kind -> ChildMetadata.names(registry).issuedSecret())),
                (before, after) -> !Objects.equals(before.getData(), after.getData()));
        this.exists = exists;
    }

    /** The Secret of a LocalRegistry, where it names one that exists. */
    Optional<Secret> of(LocalRegistry registry) {
        return find(registry, exists);
    }
}

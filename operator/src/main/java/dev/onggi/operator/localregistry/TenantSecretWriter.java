package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/** Writes and deletes single Secrets in other namespaces, and nothing there that is not the registry's own. */
final class TenantSecretWriter {

    private static final String TERMINATING = "being terminated";

    private final KubernetesClient client;
    private final InformerEventSource<Secret, LocalRegistry> source;

    TenantSecretWriter(KubernetesClient client, InformerEventSource<Secret, LocalRegistry> source) {
        this.client = client;
        this.source = source;
    }

    /**
     * Writes one.
     *
     * @return what a person must put right, where somebody else's is in the way
     */
    Optional<String> write(Secret secret, LocalRegistry registry) {
        try {
            source.get(ResourceID.fromResource(secret))
                    .filter(there -> isOurs(there, registry))
                    .ifPresentOrElse(there -> update(secret, there), () -> create(secret));
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return taken(secret, registry, e);
            }
            if (!isGoing(e)) {
                throw e;
            }
            return Optional.empty(); // the namespace takes its Secrets with it
        }
    }

    /** Deletes one, as it was seen. */
    void delete(Secret secret) {
        try {
            client.resource(secret)
                    .lockResourceVersion(secret.getMetadata().getResourceVersion())
                    .delete();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    private static boolean isGoing(KubernetesClientException failure) {
        return failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                || (failure.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                        && String.valueOf(failure.getMessage()).contains(TERMINATING));
    }

    private void create(Secret secret) {
        var created = client.resource(secret).create();
        source.handleRecentResourceCreate(ResourceID.fromResource(secret), created);
    }

    private void update(Secret secret, Secret there) {
        var applied = client.resource(new SecretBuilder(secret)
                        .editMetadata()
                        // this very one: another of the same name is not ours to write
                        .withUid(there.getMetadata().getUid())
                        .endMetadata()
                        .build())
                .fieldManager(Labels.ONGGI)
                .forceConflicts()
                .serverSideApply();
        source.handleRecentResourceUpdate(ResourceID.fromResource(secret), applied, there);
    }

    /** Read live, for no informer sees what does not carry our labels; it happens on a collision alone. */
    private Optional<String> taken(Secret secret, LocalRegistry registry, KubernetesClientException conflict) {
        var there = client.resource(secret).get();
        if (there == null || isOurs(there, registry)) {
            throw conflict; // the cache was behind: the retry will see
        }
        return Optional.of(new NameTakenException(there).getMessage());
    }

    /** Of this LocalRegistry, or left by one of the same name that was. */
    private static boolean isOurs(Secret secret, LocalRegistry registry) {
        var labels = Optional.ofNullable(secret.getMetadata().getLabels()).orElse(Map.of());
        return ChildMetadata.isElsewhere(secret, registry)
                || (Labels.ONGGI.equals(labels.get(Labels.MANAGED_BY))
                        && registry.getMetadata().getName().equals(labels.get(Labels.LOCAL_REGISTRY))
                        && registry.getMetadata().getNamespace().equals(labels.get(Labels.LOCAL_REGISTRY_NAMESPACE)));
    }
}

package dev.onggi.operator.builder;

import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;

/** The Pods and claims of all builders, as informers know them. */
final class BuilderCache implements AutoCloseable {

    private final KubernetesClient client;
    private SharedIndexInformer<Pod> pods;
    private SharedIndexInformer<PersistentVolumeClaim> claims;

    BuilderCache(KubernetesClient client) {
        this.client = client;
    }

    /** Fills it: the claims first, for whoever hears of a Pod asks for its claim. */
    void open(ResourceEventHandler<Pod> handler) {
        claims = client.persistentVolumeClaims()
                .inAnyNamespace()
                .withLabel(Labels.BUILDER)
                .inform();
        pods = client.pods().inAnyNamespace().withLabel(Labels.BUILDER).inform(handler);
    }

    Optional<Pod> pod(String namespace) {
        return Optional.ofNullable(pods.getStore().getByKey(namespace + "/" + BuilderMetadata.NAME))
                .filter(BuilderMetadata::isOurs);
    }

    Optional<PersistentVolumeClaim> claim(String namespace) {
        return Optional.ofNullable(claims.getStore().getByKey(namespace + "/" + BuilderMetadata.NAME))
                .filter(BuilderMetadata::isOurs);
    }

    @Override
    public void close() {
        pods.close();
        claims.close();
    }
}

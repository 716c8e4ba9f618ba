package dev.onggi.operator.localregistry;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/** Keeps of each namespace no more than what selecting it takes: name, UID, labels, and whether it is going. */
final class LabelledNamespaces extends BasicItemStore<Namespace> {

    LabelledNamespaces() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public Namespace put(String key, Namespace namespace) {
        var metadata = namespace.getMetadata();
        return super.put(
                key,
                new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(metadata.getName())
                        .withUid(metadata.getUid())
                        .withResourceVersion(metadata.getResourceVersion())
                        .withLabels(metadata.getLabels())
                        .withDeletionTimestamp(metadata.getDeletionTimestamp())
                        .endMetadata()
                        .build());
    }
}

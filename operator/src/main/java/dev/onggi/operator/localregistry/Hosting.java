package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import dev.onggi.operator.localregistry.access.AccessPlan;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.HostingConfigMap;
import dev.onggi.operator.localregistry.resource.HostingConfigMap.Hosts;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Announces a registry in the one ConfigMap of the cluster, keeps it true, and takes it back. What is not Onggi's is never
 * written; of two registries the one that was announced first stays.
 */
final class Hosting {

    static final ResourceID ID = new ResourceID(HostingConfigMap.NAME, HostingConfigMap.NAMESPACE);

    private final KubernetesClient client;
    private final InformerEventSource<ConfigMap, LocalRegistry> source;

    Hosting(KubernetesClient client, InformerEventSource<ConfigMap, LocalRegistry> source) {
        this.client = client;
        this.source = source;
    }

    /** Makes the announcement what the spec asks for. */
    HostingState reconcile(
            LocalRegistry registry, NodeAccessState access, IndexedResourceCache<LocalRegistry> registries) {
        if (!SpecValues.hostingWanted(registry)) {
            withdraw(registry);
            return new HostingState.NotRequested();
        }
        if (access instanceof NodeAccessState.Waiting) {
            return new HostingState.Waiting("announced as soon as it is known how nodes pull");
        }
        var desired = desired(registry, access);
        var there = source.get(ID);
        if (there.isEmpty()) {
            return create(desired);
        }
        return standing(there.get(), registry, registries).orElseGet(() -> {
            if (!isSame(there.get(), desired)) {
                apply(there.get(), desired);
            }
            return new HostingState.Published();
        });
    }

    /** Takes the announcement back, where it is this registry's. */
    void withdraw(LocalRegistry registry) {
        source.get(ID)
                .filter(there -> isAnnounced(there, registry.getMetadata().getUid()))
                // the very one that was seen: another may have taken its place
                .ifPresent(there -> client.resource(there).lockResourceVersion().delete());
    }

    /** What stands in the way. An announcement whose registry has gone or no longer wants it is taken over. */
    private static Optional<HostingState> standing(
            ConfigMap there, LocalRegistry registry, IndexedResourceCache<LocalRegistry> registries) {
        var uid = annotation(there, HostingConfigMap.UID);
        if (uid.isEmpty()
                || !Labels.ONGGI.equals(there.getMetadata().getLabels().get(Labels.MANAGED_BY))) {
            return Optional.of(new HostingState.Foreign(owner(there)));
        }
        return registries
                .list()
                .filter(other -> !other.getMetadata()
                        .getUid()
                        .equals(registry.getMetadata().getUid()))
                .filter(other -> uid.get().equals(other.getMetadata().getUid()))
                .filter(other -> !other.isMarkedForDeletion() && SpecValues.hostingWanted(other))
                .<HostingState>map(other -> new HostingState.Taken(other.getMetadata()
                                .getNamespace() + "/" + other.getMetadata().getName()))
                .findFirst();
    }

    private static ConfigMap desired(LocalRegistry registry, NodeAccessState access) {
        return HostingConfigMap.of(
                registry,
                SpecValues.external(registry)
                        .map(external -> Hosts.everywhere(external.host()))
                        .orElseGet(() -> own(registry, access)));
    }

    private static Hosts own(LocalRegistry registry, NodeAccessState access) {
        var plan = access instanceof NodeAccessState.Granted granted
                ? Optional.of(granted.plan())
                : Optional.<AccessPlan.Pull>empty();
        return new Hosts(
                plan.filter(pull -> pull.common().equals(Optional.of(Mode.EXTERNAL)))
                        .map(AccessPlan.Pull::pullAddress),
                access.pullAddress(registry),
                ChildMetadata.names(registry).address());
    }

    /** A create and no apply: an apply would take over what somebody has made in this very moment. */
    private HostingState create(ConfigMap desired) {
        try {
            var created = client.resource(desired).create();
            source.handleRecentResourceCreate(ID, created);
            return new HostingState.Published();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return new HostingState.Waiting(
                        "somebody else announced a registry in this moment; it is looked at again");
            }
            throw e;
        }
    }

    private void apply(ConfigMap there, ConfigMap desired) {
        var applied = client.resource(new ConfigMapBuilder(desired)
                        .editMetadata()
                        .withUid(there.getMetadata().getUid())
                        .endMetadata()
                        .build())
                .fieldManager(Labels.ONGGI)
                .forceConflicts()
                .serverSideApply();
        source.handleRecentResourceUpdate(ID, applied, there);
    }

    private static boolean isSame(ConfigMap there, ConfigMap desired) {
        return desired.getData().equals(there.getData())
                && there.getMetadata()
                        .getAnnotations()
                        .entrySet()
                        .containsAll(desired.getMetadata().getAnnotations().entrySet());
    }

    private static boolean isAnnounced(ConfigMap there, String uid) {
        return annotation(there, HostingConfigMap.UID).equals(Optional.of(uid));
    }

    private static Optional<String> annotation(ConfigMap there, String key) {
        return Optional.ofNullable(there.getMetadata().getAnnotations().get(key));
    }

    /** Its own word for itself, else the tool that wrote it last. */
    private static String owner(ConfigMap there) {
        return Optional.ofNullable(there.getMetadata().getLabels().get(Labels.MANAGED_BY))
                .or(() -> there.getMetadata().getManagedFields().stream()
                        .max(Comparator.comparing(ManagedFieldsEntry::getTime))
                        .map(ManagedFieldsEntry::getManager))
                .orElse("somebody else");
    }
}

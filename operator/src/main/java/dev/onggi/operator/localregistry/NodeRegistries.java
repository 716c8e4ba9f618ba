package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ConfigMap that the node agents have mounted. All registries share it; each applies its own keys under a field manager
 * of its own, so that none can take away another's.
 */
final class NodeRegistries {

    /** Name of the ConfigMap, in the node agents' namespace; the installation makes it, empty. */
    static final String CONFIG_MAP = "onggi-node-registries";

    private final ResourceID id;
    private final KubernetesClient client;
    private final InformerEventSource<ConfigMap, LocalRegistry> source;
    private final NodeAgents agents;

    NodeRegistries(
            String namespace,
            KubernetesClient client,
            InformerEventSource<ConfigMap, LocalRegistry> source,
            NodeAgents agents) {
        this.id = new ResourceID(CONFIG_MAP, namespace);
        this.client = client;
        this.source = source;
        this.agents = agents;
    }

    /** The ConfigMap; empty where the node agents are not installed. */
    Optional<ConfigMap> find() {
        return source.get(id);
    }

    /**
     * Makes the nodes hold these files for a registry, and no others. Nothing is written where it is so already.
     *
     * @return when the registry's keys were last changed, if that is known
     */
    Optional<Instant> tell(LocalRegistry registry, ConfigMap there, Map<String, String> files) {
        var written = holds(registry, there, files) ? there : apply(registry, there, files);
        agents.nudge(data(written));
        return FieldManagers.lastWrite(written, manager(registry));
    }

    /** What nodes are told under a key, by whichever registry. */
    Optional<String> told(String key) {
        return find().map(NodeRegistries::data).map(data -> data.get(key));
    }

    /** Takes a registry's keys away, where it has any. */
    void forget(LocalRegistry registry) {
        find().filter(there -> FieldManagers.has(there, manager(registry)))
                .ifPresent(there -> agents.nudge(data(apply(registry, there, Map.of()))));
    }

    private ConfigMap apply(LocalRegistry registry, ConfigMap there, Map<String, String> files) {
        var applied = client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(id.getName())
                        .withNamespace(id.getNamespace().orElseThrow())
                        // this very one: one that has just gone would be made again, without the labels of the
                        // installation
                        .withUid(there.getMetadata().getUid())
                        .endMetadata()
                        .withData(files)
                        .build())
                .fieldManager(manager(registry))
                .forceConflicts()
                .serverSideApply();
        source.handleRecentResourceUpdate(id, applied, there);
        return applied;
    }

    /** Whether it has these files, and none that this registry wrote for a name that is no longer its. */
    private static boolean holds(LocalRegistry registry, ConfigMap config, Map<String, String> files) {
        return data(config).entrySet().containsAll(files.entrySet())
                && FieldManagers.keys(config, manager(registry), "f:data").equals(files.keySet());
    }

    private static Map<String, String> data(ConfigMap config) {
        return Optional.ofNullable(config.getData()).orElseGet(TreeMap::new);
    }

    private static String manager(LocalRegistry registry) {
        return "onggi-registry-" + registry.getMetadata().getUid();
    }
}

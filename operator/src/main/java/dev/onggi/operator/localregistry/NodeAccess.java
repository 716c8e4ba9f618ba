package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.NodeRegistryFiles;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Tells the node agents of a registry, by its keys in the ConfigMap that they have mounted. All registries share that
 * ConfigMap; each applies its own keys under a field manager of its own, so that none can take away another's.
 */
final class NodeAccess {

    /** Name of the ConfigMap, in the node agent's namespace; the installation makes it, empty. */
    static final String CONFIG_MAP = "onggi-node-registries";

    /** Label that selects the node agent's Pods. */
    static final String AGENT_LABEL = Labels.NAME;

    /** Value of {@link #AGENT_LABEL}. */
    static final String AGENT = "onggi-node-agent";

    private static final Logger LOG = Logger.getLogger(NodeAccess.class);
    private static final Set<Integer> GONE = Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_FORBIDDEN);

    private final ResourceID id;
    private final KubernetesClient client;
    private final InformerEventSource<ConfigMap, LocalRegistry> source;
    private final NodeAgents agents;

    NodeAccess(
            String namespace,
            KubernetesClient client,
            InformerEventSource<ConfigMap, LocalRegistry> source,
            NodeAgents agents) {
        this.id = new ResourceID(CONFIG_MAP, namespace);
        this.client = client;
        this.source = source;
        this.agents = agents;
    }

    /** Makes the nodes' configuration what the spec asks for. Nothing is written where it is so already. */
    NodeAccessState reconcile(LocalRegistry registry, Observation observed) {
        if (!SpecValues.nodeAccessWanted(registry)) {
            withdraw(registry);
            return new NodeAccessState.NotRequested();
        }
        var config = source.get(id);
        if (config.isEmpty()) {
            return new NodeAccessState.AgentMissing(id.getNamespace().orElseThrow(), CONFIG_MAP);
        }
        if (observed.clusterIp().isEmpty() || observed.ca().isEmpty()) {
            return new NodeAccessState.Waiting();
        }
        return grant(
                registry,
                NodeRegistryFiles.of(
                        registry, observed.clusterIp().get(), observed.ca().get()));
    }

    /** Makes the nodes' configuration hold these files for a registry, and no others. */
    NodeAccessState grant(LocalRegistry registry, Map<String, String> files) {
        var config = source.get(id);
        if (config.isEmpty()) {
            return new NodeAccessState.AgentMissing(id.getNamespace().orElseThrow(), CONFIG_MAP);
        }
        var written = holds(config.get(), files) ? config.get() : apply(registry, config.get(), files);
        agents.nudge(data(written));
        return new NodeAccessState.Granted(FieldManagers.lastWrite(written, manager(registry)), agents.starts());
    }

    /** What nodes are told under a key, by whichever registry. */
    Optional<String> told(String key) {
        return source.get(id).map(NodeAccess::data).map(data -> data.get(key));
    }

    /**
     * Takes a registry's keys away. It is called when the registry goes, which nothing here may hold up: where the
     * ConfigMap, its namespace or the right to write there are gone, there is nothing to take away.
     */
    void withdraw(LocalRegistry registry) {
        var config = source.get(id).filter(there -> FieldManagers.has(there, manager(registry)));
        if (config.isEmpty()) {
            return;
        }
        try {
            agents.nudge(data(apply(registry, config.get(), Map.of())));
        } catch (KubernetesClientException e) {
            if (!GONE.contains(e.getCode())) {
                throw e;
            }
            LOG.warnf(
                    "node access not withdrawn: namespace=%s name=%s cause=%s",
                    registry.getMetadata().getNamespace(),
                    registry.getMetadata().getName(),
                    e.getMessage());
        }
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

    private static boolean holds(ConfigMap config, Map<String, String> files) {
        return data(config).entrySet().containsAll(files.entrySet());
    }

    private static Map<String, String> data(ConfigMap config) {
        return Optional.ofNullable(config.getData()).orElseGet(TreeMap::new);
    }

    private static String manager(LocalRegistry registry) {
        return "onggi-registry-" + registry.getMetadata().getUid();
    }
}

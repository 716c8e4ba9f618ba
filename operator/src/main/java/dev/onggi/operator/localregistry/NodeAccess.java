package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.access.AccessPlan;
import dev.onggi.operator.localregistry.resource.NodeRegistryFiles;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Makes nodes able to pull: tells the node agents of a registry, by its keys in the ConfigMap that they have mounted, and
 * puts a loopback proxy where a node needs one. All registries share that
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
    private final AccessPlanner planner;
    private final LoopbackProxies proxies;

    NodeAccess(
            String namespace,
            KubernetesClient client,
            InformerEventSource<ConfigMap, LocalRegistry> source,
            NodeAgents agents,
            AccessPlanner planner,
            LoopbackProxies proxies) {
        this.id = new ResourceID(CONFIG_MAP, namespace);
        this.client = client;
        this.source = source;
        this.agents = agents;
        this.planner = planner;
        this.proxies = proxies;
    }

    /** Makes the nodes' configuration what the spec asks for. Nothing is written where it is so already. */
    NodeAccessState reconcile(LocalRegistry registry, Observation observed, Context<LocalRegistry> context) {
        return switch (planner.plan(registry, observed.service())) {
            case AccessPlan.None none -> withdrawn(registry, new NodeAccessState.NotRequested());
            case AccessPlan.Unsupported unsupported ->
                withdrawn(registry, new NodeAccessState.Unsupported(unsupported.message()));
            case AccessPlan.Waiting waiting -> withdrawn(registry, new NodeAccessState.Waiting());
            case AccessPlan.Pull pull when pull.needsAgents() -> write(registry, pull, observed, context);
            case AccessPlan.Pull pull -> withdrawn(registry, granted(registry, pull, Optional.empty()));
        };
    }

    private NodeAccessState write(
            LocalRegistry registry, AccessPlan.Pull plan, Observation observed, Context<LocalRegistry> context) {
        var config = source.get(id);
        if (config.isEmpty()) {
            return new NodeAccessState.AgentMissing(namespace(), CONFIG_MAP);
        }
        var ca = observed.ca().filter(pem -> SpecValues.tlsWanted(registry));
        if (observed.clusterIp().isEmpty() || (ca.isEmpty() && SpecValues.tlsWanted(registry))) {
            return new NodeAccessState.Waiting();
        }
        var clusterIp = observed.clusterIp().get();
        var written = tell(registry, config.get(), NodeRegistryFiles.of(registry, plan.names(), clusterIp, ca));
        plan.proxy()
                .ifPresentOrElse(
                        proxy -> proxies.apply(registry, proxy, clusterIp, context), () -> proxies.remove(registry));
        return granted(registry, plan, FieldManagers.lastWrite(written, manager(registry)));
    }

    /**
     * Tells the nodes what they need to know of a registry that somebody else runs.
     *
     * @param files the keys; none where there is nothing that nodes would not know, or another registry tells it
     */
    NodeAccessState tellOfExternal(LocalRegistry registry, String host, Map<String, String> files) {
        if (files.isEmpty() || !planner.mayWrite()) {
            return withdrawn(registry, granted(registry, AccessPlan.Pull.external(host, false), Optional.empty()));
        }
        var config = source.get(id);
        if (config.isEmpty()) {
            return new NodeAccessState.AgentMissing(namespace(), CONFIG_MAP);
        }
        var written = tell(registry, config.get(), files);
        return granted(
                registry, AccessPlan.Pull.external(host, true), FieldManagers.lastWrite(written, manager(registry)));
    }

    private ConfigMap tell(LocalRegistry registry, ConfigMap there, Map<String, String> files) {
        var written = holds(registry, there, files) ? there : apply(registry, there, files);
        agents.nudge(data(written));
        return written;
    }

    private NodeAccessState withdrawn(LocalRegistry registry, NodeAccessState state) {
        withdraw(registry);
        return state;
    }

    private NodeAccessState.Granted granted(LocalRegistry registry, AccessPlan.Pull plan, Optional<Instant> written) {
        var repairs = new TreeMap<>(agents.starts());
        proxies.readySince(registry)
                .forEach((node, since) -> repairs.merge(node, since, (one, other) -> one.isAfter(other) ? one : other));
        return new NodeAccessState.Granted(
                plan,
                written,
                repairs,
                new NodeTrouble(plan, planner.reports(), proxies.trouble(registry), namespace()));
    }

    /** What nodes are told under a key, by whichever registry. */
    Optional<String> told(String key) {
        return source.get(id).map(NodeAccess::data).map(data -> data.get(key));
    }

    /**
     * Takes a registry's keys and its proxy away. It is called when the registry goes, which nothing here may hold up: where the
     * ConfigMap, its namespace or the right to write there are gone, there is nothing to take away.
     */
    void withdraw(LocalRegistry registry) {
        removeProxy(registry);
        var config = source.get(id).filter(there -> FieldManagers.has(there, manager(registry)));
        if (config.isEmpty()) {
            return;
        }
        try {
            agents.nudge(data(apply(registry, config.get(), Map.of())));
        } catch (KubernetesClientException e) {
            tolerate(registry, e);
        }
    }

    private void removeProxy(LocalRegistry registry) {
        try {
            proxies.remove(registry);
        } catch (KubernetesClientException e) {
            tolerate(registry, e);
        }
    }

    private static void tolerate(LocalRegistry registry, KubernetesClientException failure) {
        if (!GONE.contains(failure.getCode())) {
            throw failure;
        }
        LOG.warnf(
                "node access not withdrawn: namespace=%s name=%s cause=%s",
                registry.getMetadata().getNamespace(), registry.getMetadata().getName(), failure.getMessage());
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

    private String namespace() {
        return id.getNamespace().orElseThrow();
    }

    private static Map<String, String> data(ConfigMap config) {
        return Optional.ofNullable(config.getData()).orElseGet(TreeMap::new);
    }

    private static String manager(LocalRegistry registry) {
        return "onggi-registry-" + registry.getMetadata().getUid();
    }
}

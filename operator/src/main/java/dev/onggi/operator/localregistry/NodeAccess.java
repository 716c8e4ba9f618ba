package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.access.AccessPlan;
import dev.onggi.operator.localregistry.resource.NodeRegistryFiles;
import dev.onggi.operator.localregistry.resource.SpecValues;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Makes nodes able to pull: tells the node agents of a registry, and puts a loopback proxy where a node needs one.
 */
final class NodeAccess {

    private static final Logger LOG = Logger.getLogger(NodeAccess.class);
    private static final Set<Integer> GONE = Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_FORBIDDEN);

    private final String namespace;
    private final NodeRegistries registries;
    private final NodeAgents agents;
    private final AccessPlanner planner;
    private final LoopbackProxies proxies;

    /**
     * Access for the nodes of a cluster.
     *
     * @param namespace namespace of node agents and loopback proxies
     */
    NodeAccess(
            String namespace,
            NodeRegistries registries,
            NodeAgents agents,
            AccessPlanner planner,
            LoopbackProxies proxies) {
        this.namespace = namespace;
        this.registries = registries;
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
        var config = registries.find();
        if (config.isEmpty()) {
            return new NodeAccessState.AgentMissing(namespace, NodeRegistries.CONFIG_MAP);
        }
        var ca = observed.ca().filter(pem -> SpecValues.tlsWanted(registry));
        if (observed.clusterIp().isEmpty() || (ca.isEmpty() && SpecValues.tlsWanted(registry))) {
            return new NodeAccessState.Waiting();
        }
        var clusterIp = observed.clusterIp().get();
        var written =
                registries.tell(registry, config.get(), NodeRegistryFiles.of(registry, plan.names(), clusterIp, ca));
        plan.proxy()
                .ifPresentOrElse(
                        proxy -> proxies.apply(registry, proxy, clusterIp, context), () -> proxies.remove(registry));
        return granted(registry, plan, written);
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
        var config = registries.find();
        if (config.isEmpty()) {
            return new NodeAccessState.AgentMissing(namespace, NodeRegistries.CONFIG_MAP);
        }
        return granted(registry, AccessPlan.Pull.external(host, true), registries.tell(registry, config.get(), files));
    }

    private NodeAccessState withdrawn(LocalRegistry registry, NodeAccessState state) {
        withdraw(registry);
        return state;
    }

    private NodeAccessState.Granted granted(LocalRegistry registry, AccessPlan.Pull plan, Optional<Instant> written) {
        var repairs = new TreeMap<>(agents.changes());
        proxies.readySince(registry)
                .forEach((node, since) -> repairs.merge(node, since, (one, other) -> one.isAfter(other) ? one : other));
        return new NodeAccessState.Granted(
                plan, written, repairs, new NodeTrouble(plan, planner.reports(), proxies.trouble(registry), namespace));
    }

    /** What nodes are told under a key, by whichever registry. */
    Optional<String> told(String key) {
        return registries.told(key);
    }

    /**
     * Takes a registry's keys and its proxy away. It is called when the registry goes, which nothing here may hold up: where the
     * ConfigMap, its namespace or the right to write there are gone, there is nothing to take away.
     */
    void withdraw(LocalRegistry registry) {
        tolerant(registry, () -> proxies.remove(registry));
        tolerant(registry, () -> registries.forget(registry));
    }

    private static void tolerant(LocalRegistry registry, Runnable removal) {
        try {
            removal.run();
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
}

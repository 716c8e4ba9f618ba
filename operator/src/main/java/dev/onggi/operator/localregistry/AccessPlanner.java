package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.access.AccessPlan;
import dev.onggi.operator.localregistry.access.AccessRequest;
import dev.onggi.operator.localregistry.access.NodeReport;
import dev.onggi.operator.localregistry.resource.RegistryAddress;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides how nodes reach a registry, from what the informers have; it can be asked at any time in a reconciliation. */
final class AccessPlanner {

    /** What only OpenShift serves. */
    static final String OPENSHIFT = "config.openshift.io";

    private final NodeAgents agents;
    private final boolean openShift;

    /**
     * A planner for a cluster.
     *
     * @param openShift whether it is OpenShift
     */
    AccessPlanner(NodeAgents agents, boolean openShift) {
        this.agents = agents;
        this.openShift = openShift;
    }

    AccessPlan plan(LocalRegistry registry, Optional<Service> service) {
        return AccessPlan.of(AccessRequest.of(registry, service), reports(), openShift);
    }

    /** Every address that the registry is pulled from: its own, those that nodes have for it, and the one before. */
    List<String> addresses(LocalRegistry registry, Optional<Service> service) {
        return Stream.concat(
                        RegistryAddress.pulledFrom(registry).stream(), plan(registry, service).addresses().stream())
                .distinct()
                .toList();
    }

    /** Whether anything may be written to nodes. */
    boolean mayWrite() {
        return !openShift;
    }

    /** What is known of each node. */
    Map<String, NodeReport> reports() {
        return agents.reports();
    }
}

package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.golden.GoldenFiles;
import dev.onggi.operator.golden.GoldenScenarios;
import dev.onggi.operator.localregistry.access.AccessPlan;
import dev.onggi.operator.localregistry.access.AccessRequest;
import dev.onggi.operator.localregistry.access.NodeReport;
import dev.onggi.operator.registry.CanaryImage;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What depends on the way in which nodes pull. */
class NodeAccessGoldenTest extends GoldenScenarios {

    /** The registry with this name is in a cluster whose second node does not read what is written for it. */
    private static final String MIXED = "mixed";

    NodeAccessGoldenTest() {
        super("localregistry/nodes");
    }

    @Override
    protected List<HasMetadata> objects(GoldenFiles.Scenario scenario) {
        return objects(scenario.input(LocalRegistry.class));
    }

    private static List<HasMetadata> objects(LocalRegistry registry) {
        var service = RegistryService.of(registry);
        var objects = new ArrayList<HasMetadata>(List.of(service));
        var plan = AccessPlan.of(AccessRequest.of(registry, Optional.of(service)), reports(registry), false);
        if (plan instanceof AccessPlan.Pull pull) {
            addPull(objects, registry, pull);
        }
        if (SpecValues.hostingWanted(registry)) {
            var address = plan.addresses().stream().findFirst().orElse("registry.team-a.svc:5000");
            objects.add(HostingConfigMap.of(
                    registry,
                    new HostingConfigMap.Hosts(
                            Optional.of(address).filter(host -> host.contains("example.com")),
                            address,
                            ChildMetadata.names(registry).address())));
        }
        return objects;
    }

    private static void addPull(List<HasMetadata> objects, LocalRegistry registry, AccessPlan.Pull plan) {
        objects.add(CanaryDaemonSet.of(
                registry,
                plan.pullAddress(),
                new CanaryImage().digest(),
                "ba9876543210",
                "5b6ad4f0-0000-4000-8000-000000000002"));
        if (plan.needsAgents()) {
            var ca = Optional.of("the CA\n").filter(pem -> SpecValues.tlsWanted(registry));
            objects.add(new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("onggi-node-registries")
                    .endMetadata()
                    .withData(NodeRegistryFiles.of(registry, plan.names(), "10.96.0.10", ca))
                    .build());
        }
        plan.proxy()
                .ifPresent(proxy -> objects.add(LoopbackProxyDaemonSet.of(
                        registry,
                        proxy,
                        "onggi-node",
                        "onggi-node-registries",
                        "10.96.0.10",
                        "docker.io/onggi/operator:0.1.0")));
    }

    private static Map<String, NodeReport> reports(LocalRegistry registry) {
        var reads = !MIXED.equals(registry.getMetadata().getName());
        return Map.of(
                "node-1", new NodeReport(true, "", new TreeMap<>(), new TreeMap<>()),
                "node-2", new NodeReport(reads, "", new TreeMap<>(), new TreeMap<>()));
    }
}

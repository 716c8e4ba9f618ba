package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.RegistryNames;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom the registry's Pod may talk to, where the cluster's network enforces it. In comes what goes to the gateway, from
 * everywhere: nodes pull from addresses that no selector can name, and users and rights decide about the rest. Out goes
 * nothing but what storage and upstreams need.
 */
public final class RegistryNetworkPolicy {

    private static final int DNS = 53;

    private RegistryNetworkPolicy() {}

    /** The NetworkPolicy of a LocalRegistry. */
    public static NetworkPolicy of(LocalRegistry registry) {
        return new NetworkPolicyBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).registry(), ChildMetadata.REGISTRY))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(ChildMetadata.selector(registry, ChildMetadata.REGISTRY))
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .addNewIngress()
                .withPorts(port("TCP", RegistryNames.PORT))
                .endIngress()
                .withEgress(egress(registry))
                .endSpec()
                .build();
    }

    private static List<NetworkPolicyEgressRule> egress(LocalRegistry registry) {
        var rules = new ArrayList<NetworkPolicyEgressRule>();
        rules.add(new NetworkPolicyEgressRuleBuilder()
                .withPorts(port("UDP", DNS), port("TCP", DNS))
                .build());
        if (SpecValues.talksToOthers(registry)) {
            // of servers that users name by URL no address is known
            rules.add(new NetworkPolicyEgressRuleBuilder()
                    .addNewPort()
                    .withProtocol("TCP")
                    .endPort()
                    .build());
        }
        return rules;
    }

    private static NetworkPolicyPort port(String protocol, int number) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withPort(new IntOrString(number))
                .build();
    }
}

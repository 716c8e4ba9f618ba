package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.model.ImageBuildNames;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import java.util.List;

/**
 * What the Pods of an ImageBuild that fetch, build and watch may reach, where the cluster's network enforces it: everything but
 * what the installation denies, which is by default the addresses at which clouds give a machine its credentials. Nobody may
 * reach them. docs/network.md says what that leaves.
 */
public final class BuildNetworkPolicy {

    /** Also the addresses of a DNS server on the node itself lie there. */
    private static final String LINK_LOCAL = "169.254.0.0/16";

    private static final int DNS = 53;

    private BuildNetworkPolicy() {}

    /**
     * The NetworkPolicy.
     *
     * @param denied networks that may not be reached, in CIDR notation
     */
    public static NetworkPolicy of(ImageBuild owner, List<String> denied) {
        var name = owner.getMetadata().getName();
        return new NetworkPolicyBuilder()
                .withMetadata(Children.metadata(owner, new ImageBuildNames(name).network(), BuildPodFactory.BUILD)
                        .build())
                .withNewSpec()
                .withNewPodSelector()
                .addToMatchLabels(Labels.IMAGE_BUILD, name)
                .addNewMatchExpression()
                .withKey(Labels.NAME)
                .withOperator("In")
                .withValues(BuildPodFactory.BUILD, WatchPodFactory.COMPONENT)
                .endMatchExpression()
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withEgress(egress(denied))
                .endSpec()
                .build();
    }

    /**
     * What may be reached. Pods are named for themselves: to some network plugins an address of the cluster is no part of
     * any block (https://docs.cilium.io/en/stable/security/policy/language/#ip-cidr-based).
     */
    public static List<NetworkPolicyEgressRule> egress(List<String> denied) {
        return List.of(
                new NetworkPolicyEgressRuleBuilder()
                        .addNewTo()
                        .withNewNamespaceSelector()
                        .endNamespaceSelector()
                        .endTo()
                        .build(),
                new NetworkPolicyEgressRuleBuilder()
                        .addNewTo()
                        .withNewIpBlock()
                        .withCidr("0.0.0.0/0")
                        .withExcept(of(denied, false))
                        .endIpBlock()
                        .endTo()
                        .addNewTo()
                        .withNewIpBlock()
                        .withCidr("::/0")
                        .withExcept(of(denied, true))
                        .endIpBlock()
                        .endTo()
                        .build(),
                new NetworkPolicyEgressRuleBuilder()
                        .addNewTo()
                        .withNewIpBlock()
                        .withCidr(LINK_LOCAL)
                        .endIpBlock()
                        .endTo()
                        .addNewPort()
                        .withProtocol("UDP")
                        .withPort(new IntOrString(DNS))
                        .endPort()
                        .addNewPort()
                        .withProtocol("TCP")
                        .withPort(new IntOrString(DNS))
                        .endPort()
                        .build());
    }

    private static List<String> of(List<String> networks, boolean version6) {
        return networks.stream()
                .filter(network -> network.contains(":") == version6)
                .toList();
    }
}

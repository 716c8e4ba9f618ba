package dev.onggi.operator.builder.resource;

import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.imagebuild.resource.BuildNetworkPolicy;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.List;

/**
 * Who may talk to a builder, where the cluster's network enforces it: the operator; and what it may reach: what a build Pod may. Certificates say the same where it
 * does not, and to the steps of builds, which are inside.
 */
public final class BuilderNetworkPolicy {

    private BuilderNetworkPolicy() {}

    /** The NetworkPolicy, which goes with the claim. */
    public static NetworkPolicy of(PersistentVolumeClaim claim, String operatorNamespace, List<String> denied) {
        var owner = new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withName(claim.getMetadata().getName())
                .withUid(claim.getMetadata().getUid())
                .build();
        return new NetworkPolicyBuilder()
                .withMetadata(BuilderMetadata.of(claim.getMetadata().getNamespace(), List.of(owner))
                        .build())
                .withNewSpec()
                .withNewPodSelector()
                .addToMatchLabels(Labels.BUILDER, Labels.SHARED)
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withEgress(BuildNetworkPolicy.egress(denied))
                .addNewIngress()
                .addNewFrom()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", operatorNamespace)
                .endNamespaceSelector()
                .withNewPodSelector()
                .addToMatchLabels(Labels.NAME, "onggi-operator")
                .endPodSelector()
                .endFrom()
                .addNewPort()
                .withProtocol("TCP")
                .withPort(new IntOrString(BuilderApi.PORT))
                .endPort()
                .endIngress()
                .endSpec()
                .build();
    }
}

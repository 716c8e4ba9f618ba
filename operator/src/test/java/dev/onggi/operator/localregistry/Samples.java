package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import dev.onggi.operator.localregistry.access.AccessPlan;
import dev.onggi.operator.localregistry.access.NodeReport;
import dev.onggi.operator.localregistry.storage.StorageState;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Values that several tests need. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String UID = "5b6ad4f0-0000-4000-8000-000000000001";

    static final CertificateLife CERTIFICATE = new CertificateLife(
            Instant.parse("2026-05-30T12:00:00Z"),
            Optional.of(Instant.parse("2026-04-30T12:00:00Z")),
            Optional.of(Instant.parse("2036-02-28T12:00:00Z")));

    static final UsersState USERS = new UsersState(false, Optional.empty());

    static final AccessPlan.Pull PLAN = new AccessPlan.Pull(
            "registry.team-a.svc:5000",
            Optional.of(Mode.HOSTS_CONFIG),
            new TreeMap<>(),
            List.of(new AccessPlan.Name("registry.team-a.svc:5000", true)),
            Optional.empty());

    /** Everything is well, on two nodes. */
    static final RegistryState WELL = new RegistryState(
            Optional.empty(),
            new StorageState.Settled(),
            RegistryContents.UNKNOWN,
            new RegistryAvailability.Serving(),
            new CertificateState.Valid(CERTIFICATE),
            USERS,
            granted(Optional.empty(), Map.of()),
            new CanaryImageState.InRegistry(),
            new NodeProof(true, 2, 2, List.of()),
            new HostingState.NotRequested());

    private Samples() {}

    /** Every node reads what the node agents write. */
    static NodeAccessState.Granted granted(Optional<Instant> written, Map<String, Instant> repairs) {
        return new NodeAccessState.Granted(PLAN, written, repairs, trouble(Map.of()));
    }

    /** What agents report, by node. */
    static NodeTrouble trouble(Map<String, NodeReport> reports) {
        return new NodeTrouble(PLAN, reports, Map.of(), "onggi-node");
    }

    static LocalRegistry registry(LocalRegistryStatus status) {
        var registry = new LocalRegistry();
        registry.setMetadata(new ObjectMetaBuilder()
                .withName("registry")
                .withNamespace("team-a")
                .withUid(UID)
                .withGeneration(3L)
                .build());
        registry.setStatus(status);
        return registry;
    }

    /** A canary that is to run on some nodes. */
    static DaemonSet canary(int nodes, int updated) {
        return new DaemonSetBuilder()
                .withNewMetadata()
                .withName("registry-canary")
                .withNamespace("team-a")
                .withUid("canary-uid")
                .withGeneration(2L)
                .endMetadata()
                .withNewStatus()
                .withObservedGeneration(2L)
                .withDesiredNumberScheduled(nodes)
                .withUpdatedNumberScheduled(updated)
                .endStatus()
                .build();
    }

    /** The canary's Pod on a node, as the kubelet first reports it. */
    static PodBuilder canaryPod(String node) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("registry-canary-" + node)
                .withNamespace("team-a")
                .withCreationTimestamp(NOW.toString())
                .addToLabels("app.kubernetes.io/name", "canary")
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withKind("DaemonSet")
                        .withUid("canary-uid")
                        .withController(true)
                        .build())
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .endSpec()
                .withNewStatus()
                .endStatus();
    }

    static Pod pulled(String node) {
        return canaryPod(node)
                .editStatus()
                .addNewContainerStatus()
                .withImageID("sha256:abc")
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    static Pod notPulled(String node, String reason, String message) {
        return canaryPod(node)
                .editStatus()
                .addNewContainerStatus()
                .withImageID("")
                .withNewState()
                .withNewWaiting(message, reason)
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    /** The registry's Deployment with its one Pod. */
    static Deployment deployment(int available) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("registry-registry")
                .withNamespace("team-a")
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withReplicas(1)
                .withUpdatedReplicas(1)
                .withAvailableReplicas(available)
                .endStatus()
                .build();
    }
}

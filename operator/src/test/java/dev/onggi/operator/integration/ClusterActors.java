package dev.onggi.operator.integration;

import static org.awaitility.Awaitility.await;

import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Plays, in one namespace, what a cluster has beside its API server: controllers, scheduler and kubelet. Each method waits
 * for the object that it is about.
 */
record ClusterActors(KubernetesClient client, String namespace) {

    private static final String NODE = "node-1";

    /** The only form that the API server takes for the time of an event. */
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** A Deployment has all of its Pods, and they are available. */
    void rollsOut(String name) {
        await("Deployment " + name).until(() -> deployment(name) != null);
        client.apps().deployments().inNamespace(namespace).withName(name).editStatus(deployment -> {
            var replicas = deployment.getSpec().getReplicas();
            deployment.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withUpdatedReplicas(replicas)
                    .withReadyReplicas(replicas)
                    .withAvailableReplicas(replicas)
                    .build());
            return deployment;
        });
    }

    /** A Deployment's new Pod is not available, and its controller finds that this takes too long. */
    void exceedsDeadline(String name) {
        client.apps().deployments().inNamespace(namespace).withName(name).editStatus(deployment -> {
            deployment.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .withReplicas(2)
                    .withUpdatedReplicas(1)
                    .withReadyReplicas(1)
                    .withAvailableReplicas(1)
                    .addNewCondition()
                    .withType("Progressing")
                    .withStatus("False")
                    .withReason("ProgressDeadlineExceeded")
                    .endCondition()
                    .build());
            return deployment;
        });
    }

    /** The Pod of a registry's Deployment is ready. */
    void runsRegistryPod(String registry) {
        var template = deployment(registry + "-registry").getSpec().getTemplate();
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(registry + "-registry-0")
                        .withNamespace(namespace)
                        .withLabels(template.getMetadata().getLabels())
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .create();
        status(
                registry + "-registry-0",
                new PodStatusBuilder()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withLastTransitionTime(now())
                        .endCondition()
                        .build());
    }

    /** The one node pulls the canary. */
    void pullsCanary(String registry) {
        pullsCanaryOn(registry, null);
    }

    /** A node pulls the canary. */
    void pullsCanaryOn(String registry, String node) {
        var name = registry + "-canary";
        var canary = await("canary").until(() -> daemonSet(name), object -> object != null);
        var template = canary.getSpec().getTemplate();
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name + "-0")
                        .withNamespace(namespace)
                        .withLabels(template.getMetadata().getLabels())
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion(canary.getApiVersion())
                                .withKind(canary.getKind())
                                .withName(name)
                                .withUid(canary.getMetadata().getUid())
                                .withController(true)
                                .build())
                        .endMetadata()
                        .withSpec(template.getSpec().edit().withNodeName(node).build())
                        .build())
                .create();
        status(
                name + "-0",
                new PodStatusBuilder()
                        .withPhase("Running")
                        .withContainerStatuses(container("canary")
                                .withImageID("sha256:0")
                                .withNewState()
                                .withNewRunning(now())
                                .endState()
                                .build())
                        .build());
        client.apps().daemonSets().inNamespace(namespace).withName(name).editStatus(object -> {
            object.setStatus(new DaemonSetStatusBuilder()
                    .withObservedGeneration(object.getMetadata().getGeneration())
                    .withDesiredNumberScheduled(1)
                    .withCurrentNumberScheduled(1)
                    .withUpdatedNumberScheduled(1)
                    .withNumberReady(1)
                    .withNumberMisscheduled(0)
                    .build());
            return object;
        });
    }

    /** A claim gets its volume. */
    void binds(String claim) {
        await("claim " + claim).until(() -> claim(claim) != null);
        client.persistentVolumeClaims().inNamespace(namespace).withName(claim).editStatus(object -> {
            object.setStatus(new PersistentVolumeClaimStatusBuilder()
                    .withPhase("Bound")
                    .withCapacity(object.getSpec().getResources().getRequests())
                    .build());
            return object;
        });
    }

    /** Whoever used a claim that is being deleted has ended: the protection of claims in use is over. */
    void letsGoOf(String claim) {
        if (claim(claim) != null && claim(claim).isMarkedForDeletion()) {
            client.persistentVolumeClaims()
                    .inNamespace(namespace)
                    .withName(claim)
                    .edit(object -> {
                        object.getMetadata().setFinalizers(null);
                        return object;
                    });
        }
    }

    /** The kubelet cannot start the registry's own container. */
    void cannotStart(String registry, String message) {
        runsRegistryPod(registry);
        status(
                registry + "-registry-0",
                new PodStatusBuilder()
                        .withPhase("Pending")
                        .withInitContainerStatuses(container("registry")
                                .withNewState()
                                .withNewWaiting(message, "CreateContainerConfigError")
                                .endState()
                                .build())
                        .build());
    }

    /** The kubelet says what it pulled for a Pod. */
    void pulled(String name, String imageId) {
        status(
                name,
                new PodStatusBuilder()
                        .withPhase("Running")
                        .withInitContainerStatuses(
                                container("i").withImageID(imageId).build())
                        .build());
    }

    /** A Pod has a node and runs there: from now on its deletion takes the kubelet's word. */
    void starts(String name) {
        await("Pod " + name).until(() -> pods(name).get() != null);
        client.bindings()
                .inNamespace(namespace)
                .resource(new BindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewTarget()
                        .withKind("Node")
                        .withName(NODE)
                        .endTarget()
                        .build())
                .create();
        status(
                name,
                new PodStatusBuilder()
                        .withPhase("Running")
                        .withContainerStatuses(container("build")
                                .withNewState()
                                .withNewRunning(now())
                                .endState()
                                .build())
                        .build());
    }

    /** The kubelet cannot start a Pod, and says so in an event alone. */
    void warns(String name, String reason, String note) {
        var pod = await("Pod " + name).until(() -> pods(name).get(), object -> object != null);
        client.resource(new EventBuilder()
                        .withNewMetadata()
                        .withGenerateName(name + "-")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withType("Warning")
                        .withReason(reason)
                        .withNote(note)
                        .withAction("Starting")
                        .withReportingController("kubelet")
                        .withReportingInstance(NODE)
                        .withEventTime(new MicroTime(MICROSECONDS.format(Instant.now())))
                        .withNewRegarding()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withName(name)
                        .withNamespace(namespace)
                        .withUid(pod.getMetadata().getUid())
                        .endRegarding()
                        .build())
                .create();
    }

    /** A build Pod ends well, with an image. */
    void builds(String name, Digest digest) {
        await("Pod " + name).until(() -> pods(name).get() != null);
        status(name, built(digest).build());
    }

    /** A build Pod ends well, which has fetched a commit before. */
    void builds(String name, Digest digest, String commit) {
        await("Pod " + name).until(() -> pods(name).get() != null);
        status(
                name,
                built(digest)
                        .withInitContainerStatuses(container("fetch")
                                .withNewState()
                                .withNewTerminated()
                                .withExitCode(0)
                                .withReason("Completed")
                                .withFinishedAt(now())
                                .withMessage(commit + "\nKim Minji\nSay hello")
                                .endTerminated()
                                .endState()
                                .build())
                        .build());
    }

    /** The kernel ends a build Pod's container for its memory. */
    void runsOutOfMemory(String name) {
        await("Pod " + name).until(() -> pods(name).get() != null);
        status(
                name,
                new PodStatusBuilder()
                        .withPhase("Failed")
                        .withContainerStatuses(container("build")
                                .withNewState()
                                .withNewTerminated()
                                .withExitCode(137)
                                .withReason("OOMKilled")
                                .withFinishedAt(now())
                                .endTerminated()
                                .endState()
                                .build())
                        .build());
    }

    /** A probe ends and tells this. */
    void probeTells(String registry, String report) {
        var name = registry + "-probe";
        await("Pod " + name).until(() -> pods(name).get() != null);
        status(
                name,
                new PodStatusBuilder()
                        .withPhase("Succeeded")
                        .withContainerStatuses(container("probe")
                                .withNewState()
                                .withNewTerminated()
                                .withExitCode(0)
                                .withReason("Completed")
                                .withFinishedAt(now())
                                .withMessage(report)
                                .endTerminated()
                                .endState()
                                .build())
                        .build());
    }

    /** The kubelet has stopped a Pod that is being deleted. */
    void hasStopped(String name) {
        pods(name).withGracePeriod(0).delete();
    }

    /** Tries again where somebody else writes in the same moment, as the kubelet does. */
    private void status(String name, PodStatus status) {
        await("status of Pod " + name)
                .ignoreException(KubernetesClientException.class)
                .until(
                        () -> pods(name).editStatus(pod -> {
                            pod.setStatus(status);
                            return pod;
                        }),
                        pod -> pod != null);
    }

    private static PodStatusBuilder built(Digest digest) {
        return new PodStatusBuilder()
                .withPhase("Succeeded")
                .withContainerStatuses(container("build")
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(0)
                        .withReason("Completed")
                        .withFinishedAt(now())
                        .withMessage("""
                        {"steps":5,"cachedSteps":2,"metadata":{"containerimage.digest":"%s"}}""".formatted(digest))
                        .endTerminated()
                        .endState()
                        .build());
    }

    private static ContainerStatusBuilder container(String name) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withImage("image")
                .withImageID("")
                .withReady(false)
                .withRestartCount(0);
    }

    private PodResource pods(String name) {
        return client.pods().inNamespace(namespace).withName(name);
    }

    private Deployment deployment(String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name).get();
    }

    private DaemonSet daemonSet(String name) {
        return client.apps().daemonSets().inNamespace(namespace).withName(name).get();
    }

    private PersistentVolumeClaim claim(String name) {
        return client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.building;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.inPhase;
import static dev.onggi.operator.imagebuild.BuildPods.leaving;
import static dev.onggi.operator.imagebuild.BuildPods.waiting;
import static dev.onggi.operator.imagebuild.BuildPods.withBuild;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static dev.onggi.operator.imagebuild.step.Seed.Act.RETRIED;
import static dev.onggi.operator.imagebuild.step.Seed.Act.STALLED;
import static dev.onggi.operator.imagebuild.step.SeedRuns.GIT;

import dev.onggi.operator.builder.BuilderTroubles;
import dev.onggi.operator.imagebuild.Samples;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.stream.Stream;

/** Faults of nodes, volumes and builders. */
final class FaultSeeds {

    private static final String DESCRIBE = "kubectl describe pod -n team-a hello-1-build";
    private static final String OTHER_NODE =
            "0/2 nodes are available: 1 Insufficient memory, 1 node(s) didn't match PersistentVolume's node affinity.";

    private FaultSeeds() {}

    static Stream<Seed> all() {
        return Stream.of(takenAway(), bounds(), starts(), nodes(), sharedBuilders())
                .flatMap(List::stream);
    }

    private static List<Seed> takenAway() {
        return List.of(
                new Seed(
                        "evicted",
                        SeedRuns.over(GIT, pod -> failed("Evicted", "The node was low on resource: memory.", pod)),
                        RETRIED,
                        "BuildInterrupted",
                        "(Evicted: The node was low on resource: memory.)",
                        DESCRIBE),
                new Seed(
                        "preempted",
                        SeedRuns.over(
                                GIT,
                                pod -> inPhase(
                                        "Failed",
                                        withBuild(
                                                ended("build", 143, ""),
                                                condition(
                                                        "DisruptionTarget",
                                                        "True",
                                                        "PreemptionByScheduler",
                                                        "preempting to accommodate a higher priority pod",
                                                        pod)))),
                        RETRIED,
                        "BuildInterrupted",
                        "(PreemptionByScheduler: preempting to accommodate a higher priority pod)",
                        DESCRIBE),
                new Seed(
                        "Pod: gone",
                        new Seed.Said(
                                SeedRuns.running(GIT),
                                stop(new StartBuild(new FakeCluster()).run(Contexts.of(GIT), Contexts.running(1, GIT))),
                                true),
                        RETRIED,
                        "BuildInterrupted",
                        "Pod hello-1-build was gone before its build ended",
                        "kubectl get events -n team-a"));
    }

    private static List<Seed> bounds() {
        return List.of(
                new Seed(
                        "out of memory",
                        SeedRuns.over(
                                GIT, pod -> inPhase("Failed", withBuild(ended("build", 137, "OOMKilled", ""), pod))),
                        RETRIED,
                        "OutOfMemory",
                        "with a limit of 4Gi; it is tried once more with 8Gi",
                        "raise spec.builder.resources.limits.memory"),
                new Seed(
                        "out of disk",
                        SeedRuns.over(
                                GIT,
                                pod -> failed(
                                        "Evicted",
                                        "Container build exceeded its local ephemeral storage limit \"20Gi\". ",
                                        pod)),
                        STALLED,
                        "OutOfStorage",
                        "exceeded its local ephemeral storage limit \"20Gi\"",
                        "raise spec.builder.resources.limits.ephemeral-storage"),
                new Seed(
                        "too long",
                        SeedRuns.over(
                                GIT,
                                pod -> failed(
                                        "DeadlineExceeded",
                                        "Pod was active on the node longer than the specified deadline",
                                        pod)),
                        STALLED,
                        "BuildTimedOut",
                        "longer than spec.builder.timeout, 1h",
                        "raise it, or see what took so long: " + DESCRIBE));
    }

    private static List<Seed> starts() {
        var ofClaim = Samples.imageBuild(Samples.CLAIM);
        var busy = new FakeCluster()
                .warning("Multi-Attach error for volume \"pvc-1\" Volume is already used by pod(s) editor");
        busy.users("Pod editor on node node-2");
        var pull = "failed to pull image \"docker.io/moby/buildkit:v0.34.2\": no such host";
        return List.of(
                new Seed(
                        "no room on any node",
                        SeedRuns.kept(
                                new FakeCluster(),
                                GIT,
                                pod -> unschedulable("0/3 nodes are available: 3 Insufficient memory.", pod)),
                        RETRIED,
                        "Unschedulable",
                        "0/3 nodes are available: 3 Insufficient memory.",
                        DESCRIBE),
                new Seed(
                        "image of the build Pod: not pulled",
                        SeedRuns.kept(
                                new FakeCluster(), GIT, pod -> withFetch(waiting("fetch", "ErrImagePull", pull), pod)),
                        RETRIED,
                        "ImagePullBackOff",
                        pull,
                        DESCRIBE),
                new Seed(
                        "volume of the source: busy",
                        SeedRuns.kept(busy, ofClaim),
                        RETRIED,
                        "PodBlocked",
                        "the source is the claim sources, which Pod editor on node node-2 uses",
                        "stop what uses it, give it the access mode ReadOnlyMany or ReadWriteMany"),
                new Seed(
                        "volume of the source: of another node",
                        SeedRuns.kept(new FakeCluster(), ofClaim, pod -> unschedulable(OTHER_NODE, pod)),
                        RETRIED,
                        "Unschedulable",
                        OTHER_NODE,
                        "or bring the build to its node by spec.builder.nodeSelector"),
                new Seed(
                        "volume of the cache: of another node",
                        SeedRuns.kept(new FakeCluster(), GIT, pod -> unschedulable(OTHER_NODE, pod)),
                        RETRIED,
                        "Unschedulable",
                        OTHER_NODE,
                        "begin with an empty cache: kubectl delete pvc -n team-a hello-cache --wait=false"));
    }

    private static List<Seed> nodes() {
        var silent = Contexts.at(Samples.NOW.plusSeconds(60), Contexts.of(GIT, leaving(building(onNode(podOfGit())))));
        var userNamespaces = SeedRuns.kept(new FakeCluster().warning("runtime does not support user namespaces"), GIT);
        return List.of(
                new Seed(
                        "node: contact lost",
                        SeedRuns.kept(
                                new FakeCluster(),
                                GIT,
                                pod -> condition(
                                        "ContainersReady",
                                        "True",
                                        null,
                                        null,
                                        condition("Ready", "False", null, null, building(onNode(pod))))),
                        RETRIED,
                        "NodeSilent",
                        "the cluster has lost contact with node node-1",
                        "kubectl delete node node-1"),
                new Seed(
                        "node: lost",
                        new Seed.Said(
                                SeedRuns.running(GIT),
                                stop(new StartBuild(new FakeCluster()).run(silent, Contexts.running(1, GIT))),
                                false),
                        RETRIED,
                        "NodeSilent",
                        "node node-1 does not say that it has ended",
                        "kubectl delete node node-1"),
                new Seed(
                        "node: no user namespaces",
                        new Seed.Said(userNamespaces.before(), userNamespaces.outcome(), true),
                        RETRIED,
                        "NodeUnsupported",
                        "has no user namespaces for Pods",
                        "keep builds away from it with spec.builder.nodeSelector"),
                new Seed(
                        "node: no seccomp profile",
                        SeedRuns.build("builder-seccomp"),
                        RETRIED,
                        "BuilderFailed",
                        "the pod needs a seccomp profile that allows unshare",
                        "kubectl logs -n team-a hello-1-build"),
                new Seed(
                        "BuildKit: does not start",
                        SeedRuns.build("builder-config"),
                        RETRIED,
                        "BuilderFailed",
                        "BuildKit ended when it was started",
                        "kubectl logs -n team-a hello-1-build"));
    }

    private static List<Seed> sharedBuilders() {
        var shared = Samples.imageBuild("cache: {mode: Shared, size: 10Gi}");
        var away = new FakeCluster().postponing(BuilderTroubles.unreachable("HTTP connect timed out"));
        var handed = SeedRuns.first(new StartBuild(new FakeCluster()), Contexts.of(shared));
        var killed = new StartBuild(new FakeCluster())
                .run(Contexts.of(shared), Contexts.next(handed.outcome().progress(), 1));
        return List.of(
                new Seed(
                        "shared builder: out of reach",
                        SeedRuns.first(new StartBuild(away), Contexts.of(shared)),
                        RETRIED,
                        "BuilderUnreachable",
                        "does not reach the builder in Pod onggi-builder at 10.1.2.3, port 8443: HTTP connect timed out",
                        "see kubectl get networkpolicy -n team-a"),
                new Seed(
                        "shared builder: killed in mid-build",
                        new Seed.Said(handed.after(), stop(killed), true),
                        RETRIED,
                        "BuildInterrupted",
                        "Pod onggi-builder was gone before its build ended",
                        "kubectl get events -n team-a"));
    }

    private static Pod failed(String reason, String message, Pod pod) {
        return new PodBuilder(inPhase("Failed", pod))
                .editStatus()
                .withReason(reason)
                .withMessage(message)
                .endStatus()
                .build();
    }

    private static Pod unschedulable(String message, Pod pod) {
        return condition("PodScheduled", "False", "Unschedulable", message, pod);
    }

    private static Pod condition(String type, String status, String reason, String message, Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .addNewCondition()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod podOfGit() {
        return Contexts.pod(1, GIT);
    }

    private static Pod onNode(Pod pod) {
        return new PodBuilder(pod)
                .editOrNewSpec()
                .withNodeName("node-1")
                .endSpec()
                .build();
    }
}

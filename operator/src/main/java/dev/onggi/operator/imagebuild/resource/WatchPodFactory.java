package dev.onggi.operator.imagebuild.resource;

import dev.onggi.operator.imagebuild.result.BuildScripts;
import dev.onggi.operator.model.Durations;
import dev.onggi.operator.model.ImageBuildNames;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;

/**
 * The Pod that watches: it sleeps nearly all of the time, and nothing is written as long as what it asks for stays the
 * same. It ends when there is news, and the news stays in its status until the operator has written it down
 * (docs/decisions/0007-who-asks-for-new-commits.md).
 */
public final class WatchPodFactory {

    /** The container that asks a git server. */
    public static final String GIT = "git";

    /** The container that asks registries. */
    public static final String BASES = "bases";

    static final String COMPONENT = "watch";

    /** Where the first answer shows: a Pod whose container has started has an answer. */
    private static final String ASKED = "/run/onggi-asked";

    /** The script ends at a signal; what it waits for may be a server. */
    private static final long GRACE_SECONDS = 5;

    /** A server that does not answer is given up before: by git after a minute, in four tries. */
    private static final int MOST_LOOKS = 120;

    private static final int SECONDS_BETWEEN_LOOKS = 3;

    private WatchPodFactory() {}

    /** Whether a Pod is one that watches. */
    public static boolean isWatch(Pod pod) {
        return COMPONENT.equals(pod.getMetadata().getLabels().get(Labels.NAME));
    }

    /** Whether a Pod watches this. */
    public static boolean watches(Pod pod, BuildPlan plan, Watch watch) {
        return watch.fingerprint(plan).equals(pod.getMetadata().getAnnotations().get(Labels.FINGERPRINT));
    }

    /** The Pod. */
    public static Pod pod(BuildPlan plan, Watch watch) {
        var owner = plan.imageBuild();
        var name = new ImageBuildNames(owner.getMetadata().getName()).watch();
        var builder = plan.spec().builder();
        return new PodBuilder()
                .withMetadata(Children.metadata(owner, name, COMPONENT)
                        .addToAnnotations(Labels.FINGERPRINT, watch.fingerprint(plan))
                        .build())
                .withNewSpec()
                .withHostUsers(false)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                // ended badly, it is started again with the kubelet's growing pauses
                .withRestartPolicy("OnFailure")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withNodeSelector(builder.nodeSelector())
                .withTolerations(BuildPodFactory.tolerations(builder.tolerations()))
                .withContainers(containers(plan, watch))
                .withVolumes(volumes(plan, watch))
                .endSpec()
                .build();
    }

    private static List<Container> containers(BuildPlan plan, Watch watch) {
        var containers = new ArrayList<Container>();
        if (Watch.isOfCommits(plan.imageBuild())) {
            containers.add(git(plan, watch));
        }
        if (watch.asksForBases(plan.imageBuild())) {
            containers.add(WatchedBases.container(plan, watch));
        }
        return containers;
    }

    private static List<Volume> volumes(BuildPlan plan, Watch watch) {
        var volumes = new ArrayList<Volume>();
        if (Watch.isOfCommits(plan.imageBuild())) {
            volumes.addAll(BuildVolumes.watchVolumes(plan));
        }
        if (watch.asksForBases(plan.imageBuild())) {
            volumes.addAll(WatchedBases.volumes(plan));
        }
        return volumes;
    }

    private static Container git(BuildPlan plan, Watch watch) {
        var git = plan.spec().source().git();
        var interval = Durations.parse(plan.spec().triggers().everyCommit());
        return BuildPodFactory.script(plan, GIT, BuildScripts.watch())
                .withArgs(
                        BuildPodFactory.literal(git.url()),
                        BuildPodFactory.literal(git.revision() == null ? "" : git.revision()),
                        watch.commit(),
                        Long.toString(interval.toSeconds()))
                .withStartupProbe(answered())
                .withResources(resources("128Mi"))
                .withVolumeMounts(BuildVolumes.watchMounts(plan))
                .withSecurityContext(BuildPodFactory.withoutPrivilege())
                .build();
    }

    static Probe answered() {
        return new ProbeBuilder()
                .withNewExec()
                .withCommand("test", "-f", ASKED)
                .endExec()
                .withPeriodSeconds(SECONDS_BETWEEN_LOOKS)
                .withFailureThreshold(MOST_LOOKS)
                .build();
    }

    /** What a server says is bounded by this: it may send more names than git has memory for, and hurts only itself. */
    static ResourceRequirements resources(String memory) {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("1m"))
                .addToRequests("memory", new Quantity("16Mi"))
                .addToLimits("cpu", new Quantity("500m"))
                .addToLimits("memory", new Quantity(memory))
                .addToLimits("ephemeral-storage", new Quantity("64Mi"))
                .build();
    }
}

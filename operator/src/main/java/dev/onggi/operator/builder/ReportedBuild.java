package dev.onggi.operator.builder;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.imagebuild.resource.BuildPodFactory;
import dev.onggi.operator.imagebuild.resource.Children;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * A builder's build in the form of the Pod that it would have had to itself, so that all that follows is the same for
 * both. It has the builder's name, by which its log is found; it is never written to the API server. Pure.
 */
public final class ReportedBuild {

    private ReportedBuild() {}

    /** Whether a Pod is a builder's build in the form of one. */
    public static boolean is(HasMetadata object) {
        var labels = object.getMetadata().getLabels();
        return labels != null && labels.containsKey(Labels.BUILDER) && labels.containsKey(Labels.BUILD_NUMBER);
    }

    /** What the builder calls the build of such a Pod. */
    static String id(HasMetadata pod) {
        return pod.getMetadata().getUid();
    }

    /** The Pod. */
    public static Pod pod(ImageBuild owner, BuildReport report) {
        var key = report.key();
        return new PodBuilder()
                .withMetadata(Children.metadata(owner, BuilderMetadata.NAME, BuildPodFactory.BUILD)
                        .withUid(report.key().id())
                        .withCreationTimestamp(text(report.created()))
                        .withDeletionTimestamp(report.stopping() && !report.timedOut() ? text(report.created()) : null)
                        .addToLabels(Labels.BUILDER, Labels.SHARED)
                        .addToLabels(Labels.BUILD_NUMBER, Integer.toString(key.number()))
                        .addToAnnotations(Labels.FINGERPRINT, key.fingerprint())
                        .addToAnnotations(Labels.GENERATION, Long.toString(key.generation()))
                        .build())
                .withStatus(status(report))
                .build();
    }

    private static PodStatus status(BuildReport report) {
        var status = new PodStatusBuilder().withPhase(phase(report));
        if (report.fetchCode() != null) {
            var fetchEnded = report.buildStarted() == null ? report.ended() : report.buildStarted();
            status.withInitContainerStatuses(container(
                    BuildPodFactory.FETCH,
                    ended(report.fetchCode(), report.fetched(), report.fetchStarted(), fetchEnded)));
        } else if (report.state() == BuildReport.State.FETCHING) {
            status.withInitContainerStatuses(container(BuildPodFactory.FETCH, running(report.fetchStarted())));
        }
        if (report.buildCode() != null) {
            status.withContainerStatuses(container(
                    BuildPodFactory.BUILD,
                    ended(report.buildCode(), report.built(), report.buildStarted(), report.ended())));
        } else if (report.state() == BuildReport.State.BUILDING) {
            status.withContainerStatuses(container(BuildPodFactory.BUILD, running(report.buildStarted())));
        }
        if (report.timedOut()) {
            status.withReason("DeadlineExceeded");
        }
        return status.build();
    }

    private static String phase(BuildReport report) {
        return switch (report.state()) {
            case QUEUED -> "Pending";
            case FETCHING, BUILDING -> "Running";
            case ENDED -> !report.timedOut() && Integer.valueOf(0).equals(report.buildCode()) ? "Succeeded" : "Failed";
        };
    }

    private static ContainerStatus container(String name, ContainerState state) {
        return new ContainerStatusBuilder().withName(name).withState(state).build();
    }

    private static ContainerState running(Instant start) {
        return new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(text(start))
                .endRunning()
                .build();
    }

    private static ContainerState ended(int code, String told, Instant start, Instant end) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(code)
                .withReason(code == 0 ? "Completed" : "Error")
                .withMessage(Objects.requireNonNullElse(told, ""))
                .withStartedAt(text(start))
                .withFinishedAt(text(end))
                .endTerminated()
                .build();
    }

    /** Whole seconds, as everywhere in Kubernetes; null where the time is not known. */
    private static String text(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The Pods of an ImageBuild's builds, as ready as the builder's, on whose node they are. */
    static List<Pod> pods(ImageBuild owner, List<BuildReport> reports, Pod builder) {
        return reports.stream().map(report -> on(builder, pod(owner, report))).toList();
    }

    private static Pod on(Pod builder, Pod build) {
        var readiness = builder.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().endsWith("Ready"))
                .toList();
        return new PodBuilder(build)
                .withNewSpec()
                .withNodeName(builder.getSpec().getNodeName())
                .endSpec()
                .editStatus()
                .withConditions(readiness)
                .endStatus()
                .build();
    }
}

package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.ExternalRegistry;
import dev.onggi.operator.localregistry.resource.ExternalAddress;
import dev.onggi.operator.localregistry.resource.ProbePod;
import dev.onggi.operator.probe.ProbeReport;
import dev.onggi.operator.rollout.PodTrouble;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What the Pod of a probe tells. */
sealed interface ProbeOutcome {

    /** It has not ended. */
    record Running() implements ProbeOutcome {}

    /** It cannot start; Kubernetes goes on trying. */
    record Troubled(String reason, String message) implements ProbeOutcome {}

    /** The image is in the registry. */
    record Pushed(Instant end) implements ProbeOutcome {}

    /**
     * It is not.
     *
     * @param person whether a person must act
     */
    record Failed(Instant end, String reason, String message, boolean person) implements ProbeOutcome {}

    static ProbeOutcome of(Pod pod, ExternalRegistry external) {
        var ended = terminated(pod);
        if (ended.isEmpty()) {
            return PodTrouble.of(pod)
                    .<ProbeOutcome>map(trouble -> new Troubled(
                            trouble.reason(),
                            "pod %s: %s; see kubectl describe pod -n %s %s"
                                    .formatted(trouble.pod(), trouble.message(), namespace(pod), trouble.pod())))
                    .orElseGet(Running::new);
        }
        var end = Instant.parse(ended.get().getFinishedAt());
        return ProbeReport.parse(Optional.ofNullable(ended.get().getMessage()).orElse(""))
                .map(report -> report.kind() == null ? new Pushed(end) : failed(report, end, external))
                .orElseGet(() -> new Failed(
                        end,
                        LocalRegistryReasons.PROBE_FAILED,
                        "the probe ended without a report; see kubectl logs -n %s %s"
                                .formatted(namespace(pod), pod.getMetadata().getName()),
                        false));
    }

    private static Failed failed(ProbeReport report, Instant end, ExternalRegistry external) {
        var address = ExternalAddress.of(external);
        return switch (report.kind()) {
            case UNREACHABLE ->
                new Failed(
                        end,
                        LocalRegistryReasons.EXTERNAL_UNREACHABLE,
                        report.message()
                                + "; correct spec.external.host, or look at the network policies and the proxy",
                        false);
            case CERTIFICATE ->
                new Failed(
                        end,
                        LocalRegistryReasons.EXTERNAL_CERTIFICATE_UNKNOWN,
                        report.message()
                                + "; put the CA of the registry into the key ca.crt of the Secret that spec.external.caRef names",
                        true);
            case UNAUTHORIZED ->
                new Failed(
                        end,
                        LocalRegistryReasons.EXTERNAL_UNAUTHORIZED,
                        report.message()
                                + "; correct user and password of the Secret that spec.external.secretRef names, and give that user the right to push below "
                                + address,
                        true);
            case NOT_FOUND ->
                new Failed(
                        end,
                        LocalRegistryReasons.EXTERNAL_REPOSITORY_MISSING,
                        "%s; make the project, organisation or repository that %s lies in, for this registry does not make it by itself"
                                .formatted(report.message(), address),
                        true);
            case REFUSED ->
                new Failed(
                        end,
                        LocalRegistryReasons.EXTERNAL_NAME_REFUSED,
                        "%s; spec.external.pathPrefix \"%s\" may have too few or too many parts for this registry"
                                .formatted(report.message(), Objects.requireNonNullElse(external.pathPrefix(), "")),
                        true);
            case OTHER -> new Failed(end, LocalRegistryReasons.PROBE_FAILED, report.message(), false);
        };
    }

    private static Optional<ContainerStateTerminated> terminated(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getContainerStatuses().stream())
                .filter(status -> ProbePod.CONTAINER.equals(status.getName()))
                .flatMap(status -> Optional.ofNullable(status.getState()).stream())
                .flatMap(state -> Optional.ofNullable(state.getTerminated()).stream())
                .findFirst();
    }

    private static String namespace(Pod pod) {
        return pod.getMetadata().getNamespace();
    }
}

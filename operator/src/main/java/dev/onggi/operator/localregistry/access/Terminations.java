package dev.onggi.operator.localregistry.access;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** How containers have ended, now and before they were started again. */
public final class Terminations {

    private Terminations() {}

    /** All ends that the status of these containers knows of. */
    public static Stream<ContainerStateTerminated> of(Collection<ContainerStatus> containers) {
        return containers.stream()
                .flatMap(container -> Stream.of(
                                Optional.ofNullable(container.getLastState()),
                                Optional.ofNullable(container.getState()))
                        .flatMap(Optional::stream))
                .map(ContainerState::getTerminated)
                .flatMap(Stream::ofNullable);
    }

    /** When it ended; long ago where that is not known. */
    public static Instant finishedAt(ContainerStateTerminated ended) {
        return Optional.ofNullable(ended.getFinishedAt())
                .filter(time -> !time.isEmpty())
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }
}

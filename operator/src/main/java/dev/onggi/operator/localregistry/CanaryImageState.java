package dev.onggi.operator.localregistry;

import dev.onggi.operator.status.Summary;
import java.util.Optional;

/** Whether the registry has the canary's image. */
sealed interface CanaryImageState {

    /** What a person must put right before the proof can go on. */
    default Optional<Summary.Stalled> blocked() {
        return this instanceof NameTaken taken
                ? Optional.of(new Summary.Stalled(LocalRegistryReasons.NAME_TAKEN, taken.message()))
                : Optional.empty();
    }

    /** The registry does not serve yet, or no proof is asked for. */
    record Waiting() implements CanaryImageState {}

    /** The image is in the registry, and the canary asks for it. */
    record InRegistry() implements CanaryImageState {}

    /** It is in the registry, but there is a foreign DaemonSet of the canary's name. */
    record NameTaken(String message) implements CanaryImageState {}

    /** It could not be put there, but the registry has served for moments only: its Service may not lead to it yet. */
    record NotYetPushed() implements CanaryImageState {}

    /** It could not be put there; {@code message} says why. */
    record NotPushed(String message) implements CanaryImageState {}
}

package dev.onggi.operator.localregistry;

import dev.onggi.operator.status.Summary;
import java.util.Optional;

/**
 * What was found out about a registry that somebody else runs.
 *
 * @param blocked what a person must put right
 * @param availability whether it takes images
 * @param access whether nodes have been told what they need to know of it
 * @param proof how far the proof is that nodes can pull
 * @param hosting whether it is announced to the cluster
 */
record ExternalState(
        Optional<Summary.Stalled> blocked,
        RegistryAvailability availability,
        NodeAccessState access,
        NodeProof proof,
        HostingState hosting) {

    /** Nothing is to be found out before a person has put something right. */
    static ExternalState blocked(Summary.Stalled cause, HostingState hosting) {
        return new ExternalState(
                Optional.of(cause),
                new RegistryAvailability.Broken(cause.reason(), cause.message()),
                new NodeAccessState.Waiting(),
                NodeProof.NONE,
                hosting);
    }
}

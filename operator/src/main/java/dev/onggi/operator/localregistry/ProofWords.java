package dev.onggi.operator.localregistry;

import static java.util.stream.Collectors.joining;

import dev.onggi.operator.model.Count;
import java.util.Collection;

/** How far the proof is that nodes can pull, in words. */
final class ProofWords {

    /** So many nodes a message names. */
    private static final int NAMED = 3;

    private static final String NODE = "node";
    private static final String PULLED = " pulled from the registry";

    private ProofWords() {}

    /** All nodes have proved it. */
    static String complete(NodeProof proof) {
        return Count.all(proof.total(), NODE) + " " + Count.verb(proof.total(), "has", "have") + PULLED;
    }

    /** Some nodes have. */
    static String some(NodeProof proof) {
        return Count.part(proof.ready(), proof.total(), NODE, "has", "have") + PULLED;
    }

    /** The proof goes on. */
    static String proving(NodeProof proof) {
        return proof.total() == 0 ? "the canary is being put onto the nodes" : some(proof);
    }

    /** Some nodes cannot pull, for these causes. */
    static String failing(NodeProof proof) {
        var causes = proof.failing().stream()
                .limit(NAMED)
                .map(node -> "%s: %s: %s".formatted(node.name(), node.reason(), node.message()))
                .collect(joining(" | "));
        int more = proof.failing().size() - NAMED;
        return "%s cannot pull: %s%s"
                .formatted(
                        proof.total() == 1
                                ? Count.all(1, NODE)
                                : Count.part(proof.failing().size(), proof.total(), NODE),
                        causes,
                        more > 0 ? " | and %d more".formatted(more) : "");
    }

    /** Names, or so many of them as a message can have. */
    static String named(Collection<String> names) {
        int more = names.size() - NAMED;
        return names.stream().limit(NAMED).collect(joining(", ")) + (more > 0 ? " and %d more".formatted(more) : "");
    }
}

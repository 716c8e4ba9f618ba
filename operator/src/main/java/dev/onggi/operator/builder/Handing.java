package dev.onggi.operator.builder;

import io.fabric8.kubernetes.api.model.Pod;

/** What came of handing a build to the builder of its namespace. */
public sealed interface Handing {

    /** The builder has it, or is about to. */
    record Handed(Pod build) implements Handing {}

    /** The builder cannot take it yet; an event tells when it can. */
    record Waiting(String message) implements Handing {}

    /** Something keeps the builder from starting; Kubernetes goes on trying. */
    record Troubled(String reason, String message) implements Handing {}
}

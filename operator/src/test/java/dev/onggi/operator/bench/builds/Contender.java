package dev.onggi.operator.bench.builds;

import java.util.Map;

/** Whoever builds. */
interface Contender {

    String name();

    /** Brings about what a case begins with, which is not measured. */
    void prepare(Case situation) throws InterruptedException;

    /** Builds and pushes. */
    Observation.Result build(Case situation, Map<String, String> files) throws InterruptedException;
}

package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionRequest;
import java.util.Optional;

/** Starts collections of garbage, one at a time, and reports on the last. Safe for use by several threads. */
public interface Collections extends AutoCloseable {

    /** Starts a collection on a thread of its own, and returns at once. */
    Started start(CollectionRequest request);

    /** The report on the collection that runs or ran last; empty where the gateway has carried out none since its start. */
    Optional<CollectionReport> last();

    /** Ends a collection that runs at its next safe point, and returns when it has ended or after 5 s. */
    @Override
    void close();

    /** What became of a wish to start a collection. */
    enum Started {
        /** it runs */
        ACCEPTED,
        /** another runs */
        BUSY
    }
}

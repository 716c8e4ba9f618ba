package dev.onggi.operator.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;

/**
 * Passes a body on piece by piece. The source is read only as fast as the sink takes it, so a body of any size needs the
 * memory of a few pieces.
 */
final class Relay {

    private final ReadStream<Buffer> source;
    private final WriteStream<Buffer> sink;
    private final Runnable sourcesTurn;
    private final Runnable sinksTurn;
    private final Promise<Void> done = Promise.promise();

    /**
     * A body to pass on.
     *
     * @param sourcesTurn called when the source is waited for
     * @param sinksTurn called when the sink is waited for
     */
    Relay(ReadStream<Buffer> source, WriteStream<Buffer> sink, Runnable sourcesTurn, Runnable sinksTurn) {
        this.source = source;
        this.sink = sink;
        this.sourcesTurn = sourcesTurn;
        this.sinksTurn = sinksTurn;
    }

    /** Starts. Completes when the sink has taken the end; fails where either side breaks off, and ends neither. */
    Future<Void> start() {
        source.exceptionHandler(done::tryFail);
        sink.exceptionHandler(done::tryFail);
        source.handler(this::pass);
        source.endHandler(_ -> {
            sinksTurn.run();
            sink.end().onSuccess(_ -> done.tryComplete()).onFailure(done::tryFail);
        });
        sourcesTurn.run();
        source.resume();
        return done.future();
    }

    private void pass(Buffer piece) {
        sink.write(piece);
        if (!sink.writeQueueFull()) {
            sourcesTurn.run();
            return;
        }
        source.pause();
        sinksTurn.run();
        sink.drainHandler(_ -> {
            sourcesTurn.run();
            source.resume();
        });
    }
}

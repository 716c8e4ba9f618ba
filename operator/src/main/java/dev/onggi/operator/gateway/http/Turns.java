package dev.onggi.operator.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Lets works of the same name follow each other, whichever event loops they are of. Nobody waits in a thread. */
final class Turns {

    private final ConcurrentHashMap<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    /** Carries out a work on the event loop of the caller, when the works before it have ended, well or not. */
    <T> Future<T> take(String name, Supplier<Future<T>> work) {
        var ended = new CompletableFuture<Void>();
        var before = last.put(name, ended);
        Future<Void> turn =
                before == null ? Future.succeededFuture() : Future.fromCompletionStage(before, Vertx.currentContext());
        return turn.compose(_ -> work.get()).onComplete(_ -> {
            last.remove(name, ended);
            ended.complete(null);
        });
    }

    /** How many names have a work now. */
    int size() {
        return last.size();
    }
}

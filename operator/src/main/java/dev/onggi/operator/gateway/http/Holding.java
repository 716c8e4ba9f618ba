package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.touch.TouchKey;
import dev.onggi.operator.gateway.touch.Touches;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** Holds things for requests. */
record Holding(Touches touches) {

    /** Holds things until an exchange ends. Completes at once but where something is being deleted. */
    Future<Void> hold(Exchange exchange, List<TouchKey> keys) {
        var hold = touches.hold(keys);
        if (hold.isDone() && !hold.isCompletedExceptionally()) {
            exchange.holds(hold.join());
            return Future.succeededFuture();
        }
        return Future.fromCompletionStage(hold, Vertx.currentContext()).map(late -> {
            exchange.holds(late);
            return null;
        });
    }
}

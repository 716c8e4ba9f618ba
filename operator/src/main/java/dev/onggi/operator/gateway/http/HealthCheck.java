package dev.onggi.operator.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether the registry behind answers, and its storage works. Asked without a user, so what was found out is said for half
 * a second again: nobody can make the registry busy with it. On one event loop.
 */
final class HealthCheck {

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long TIMEOUT_MILLIS = 1_500;
    private static final int OK = 200;

    private final HttpClient client;
    private final Origin registry;
    private final LongSupplier nanoTime;
    private Future<Boolean> healthy;
    private long asked;

    HealthCheck(HttpClient client, Origin registry, LongSupplier nanoTime) {
        this.client = client;
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    void answer(HttpServerRequest request) {
        look().onComplete(found -> {
            if (found.succeeded() && found.result()) {
                request.response().end();
                Leftover.discard(request);
            } else {
                ErrorAnswer.unavailable(
                                "the registry behind the gateway does not answer, or its storage does not work; see"
                                        + " kubectl logs of the registry's Pod, container registry")
                        .send(request);
            }
        });
    }

    private Future<Boolean> look() {
        long now = nanoTime.getAsLong();
        if (healthy == null || (healthy.isComplete() && now - asked > FRESH_NANOS)) {
            asked = now;
            healthy = ask();
        }
        return healthy;
    }

    private Future<Boolean> ask() {
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(registry.host())
                .setPort(registry.port())
                .setURI("/")
                .setTimeout(TIMEOUT_MILLIS);
        return client.request(options)
                .compose(request -> request.send())
                .compose(answer -> answer.end().map(_ -> answer.statusCode() == OK))
                .otherwise(false);
    }
}

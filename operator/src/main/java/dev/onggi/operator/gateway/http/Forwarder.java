package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.RegistryPath.InRepository;
import dev.onggi.operator.gateway.access.RegistryPath.OfRegistry;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Passes requests on to a registry, and its answers back.
 *
 * <p>It is made by hand rather than of vertx-http-proxy (4.5), which passes on every header it does not know, those named
 * in Connection included, and offers no second origin for a request.
 */
final class Forwarder {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final HttpClient client;

    Forwarder(HttpClient client) {
        this.client = client;
    }

    /** Asks a registry; completes with the head of its answer, whose body is paused. */
    Future<HttpClientResponse> ask(Exchange exchange, Origin origin, Payload payload) {
        return ask(exchange, origin, exchange.path(), payload, Optional.empty());
    }

    /**
     * Asks a registry for something else than the exchange does, or not for longer than a time.
     *
     * @param patience how long it gets to begin its answer; then this fails with a {@link TimeoutException}
     */
    Future<HttpClientResponse> ask(
            Exchange exchange, Origin origin, OfRegistry path, Payload payload, Optional<Duration> patience) {
        var options = new RequestOptions()
                .setMethod(exchange.method())
                .setHost(origin.host())
                .setPort(origin.port())
                .setURI((path instanceof InRepository inside ? origin.path(inside) : path.path())
                        + exchange.query().text());
        patience.ifPresent(longest -> options.setTimeout(longest.toMillis()));
        return once(exchange, options, payload)
                .recover(failure -> failure instanceof HttpClosedException && exchange.reads() && !exchange.over()
                        // it closed a connection in the pool just as we took it
                        ? once(exchange, options, payload)
                        : Future.failedFuture(failure))
                .map(HttpClientResponse::pause);
    }

    private Future<HttpClientResponse> once(Exchange exchange, RequestOptions options, Payload payload) {
        return client.request(options).compose(behind -> {
            exchange.sentOn(behind);
            Headers.copyRequest(exchange.request().headers(), behind.headers());
            return send(exchange, behind, payload);
        });
    }

    private static Future<HttpClientResponse> send(Exchange exchange, HttpClientRequest behind, Payload payload) {
        return switch (payload) {
            case Payload.None _ -> behind.send();
            case Payload.Whole whole -> behind.send(whole.content());
            case Payload.Stream _ -> stream(exchange, behind);
        };
    }

    private static Future<HttpClientResponse> stream(Exchange exchange, HttpClientRequest behind) {
        var length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            behind.setChunked(true);
        } else {
            behind.putHeader(HttpHeaders.CONTENT_LENGTH, length);
        }
        var answer = behind.response();
        var waiting = exchange.waiting();
        new Relay(exchange.request(), behind, waiting::forClient, waiting::forRegistry)
                .start()
                .onFailure(_ -> {
                    // a registry that has answered early may well have stopped to listen
                    if (!answer.isComplete()) {
                        behind.reset();
                    }
                });
        return answer;
    }

    /** Passes an answer back. */
    void answer(Exchange exchange, Origin origin, HttpClientResponse answer) {
        if (exchange.over()) {
            answer.request().reset();
            return;
        }
        exchange.answered(answer.statusCode());
        var response = exchange.request().response().setStatusCode(answer.statusCode());
        Headers.copyAnswer(answer.headers(), response.headers());
        rewrite(HttpHeaders.LOCATION, origin, exchange);
        rewrite("Link", origin, exchange);
        if (hasNoBody(exchange, answer)) {
            answer.resume();
            response.end();
        } else {
            if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                response.setChunked(true);
            }
            var waiting = exchange.waiting();
            new Relay(answer, response, waiting::forRegistry, waiting::forClient)
                    .start()
                    // the head is out: only a connection that ends says that something is missing
                    .onFailure(_ -> exchange.request().connection().close());
        }
        Leftover.discard(exchange.request());
    }

    private static void rewrite(CharSequence header, Origin origin, Exchange exchange) {
        var headers = exchange.request().response().headers();
        var value = headers.get(header);
        if (value != null) {
            headers.set(header, origin.reference(value));
        }
    }

    private static boolean hasNoBody(Exchange exchange, HttpClientResponse answer) {
        return exchange.method().equals(HttpMethod.HEAD)
                || answer.statusCode() == NO_CONTENT
                || answer.statusCode() == NOT_MODIFIED;
    }
}

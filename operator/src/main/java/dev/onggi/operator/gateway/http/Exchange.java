package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.RegistryPath.OfRegistry;
import dev.onggi.operator.gateway.access.RegistryQuery;
import dev.onggi.operator.gateway.touch.Hold;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** A request that its user may make, until it has been answered or its client has gone. On one event loop. */
final class Exchange {

    private static final int BAD_REQUEST = 400;

    private final HttpServerRequest request;
    private final OfRegistry path;
    private final RegistryQuery query;
    private final Waiting waiting;
    private final List<Hold> holds = new ArrayList<>(2);
    private HttpClientRequest behind;
    private boolean answered;
    private boolean over;
    private int status;

    Exchange(HttpServerRequest request, OfRegistry path, Waiting waiting) {
        this.request = request;
        this.path = path;
        this.query = RegistryQuery.parse(request.query());
        this.waiting = waiting;
        request.exceptionHandler(_ -> end());
        request.response().exceptionHandler(_ -> end());
        request.response().closeHandler(_ -> end());
        request.response().endHandler(_ -> end());
    }

    HttpServerRequest request() {
        return request;
    }

    OfRegistry path() {
        return path;
    }

    RegistryQuery query() {
        return query;
    }

    Waiting waiting() {
        return waiting;
    }

    HttpMethod method() {
        return request.method();
    }

    boolean reads() {
        return method().equals(HttpMethod.GET) || method().equals(HttpMethod.HEAD);
    }

    /** Whether nobody waits for an answer any more. */
    boolean over() {
        return over;
    }

    void holds(Hold hold) {
        if (over) {
            hold.forgotten();
        } else {
            holds.add(hold);
        }
    }

    /** The request to the registry: it ends with this exchange. */
    void sentOn(HttpClientRequest behind) {
        this.behind = behind;
        if (over) {
            behind.reset();
        }
    }

    /** The registry's status, which is the client's. */
    void answered(int status) {
        this.answered = true;
        this.status = status;
    }

    void fail(ErrorAnswer error) {
        if (!over) {
            answered(error.status());
            error.send(request);
        }
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        waiting.ended();
        if (behind != null && !request.response().ended()) {
            behind.reset();
        }
        // without an answer nobody knows what the registry has done: better keep something too long
        boolean lasting = !answered || status < BAD_REQUEST;
        holds.forEach(lasting ? Hold::touched : Hold::forgotten);
    }
}

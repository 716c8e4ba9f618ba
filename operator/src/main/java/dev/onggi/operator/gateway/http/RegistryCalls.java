package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.RegistryPath.InRepository;
import dev.onggi.operator.gateway.access.RegistryPath.Manifest;
import dev.onggi.operator.gateway.access.RegistryPaths;
import dev.onggi.operator.gateway.touch.Hold;
import dev.onggi.operator.gateway.touch.TouchKey;
import dev.onggi.operator.gateway.touch.Touches;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/**
 * A request to the registry: what it names is held, it is passed on, and its answer is passed back. An image of upstream/
 * that the registry does not have is asked for at the pull-through registry of its host.
 */
final class RegistryCalls {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Touches touches;
    private final Forwarder forwarder;
    private final Origins origins;

    RegistryCalls(Touches touches, Forwarder forwarder, Origins origins) {
        this.touches = touches;
        this.forwarder = forwarder;
        this.origins = origins;
    }

    void carryOut(Exchange exchange) {
        if (exchange.path() instanceof Manifest manifest && exchange.method().equals(HttpMethod.PUT)) {
            WholeBody.read(exchange.request(), exchange.waiting())
                    .onSuccess(content -> pushManifest(exchange, manifest, content))
                    .onFailure(failure -> exchange.fail(WholeBody.error(failure)));
            return;
        }
        held(exchange, Named.by(exchange.path(), exchange.query()))
                .compose(_ -> forward(exchange, Payload.of(exchange.request())))
                .onFailure(failure -> exchange.fail(Failures.answer(failure)));
    }

    private void pushManifest(Exchange exchange, Manifest manifest, Buffer content) {
        held(exchange, Named.by(manifest, content))
                .compose(_ -> forward(exchange, new Payload.Whole(content)))
                .onFailure(failure -> exchange.fail(Failures.answer(failure)));
    }

    /** Completes at once but where something is being deleted. */
    private Future<Void> held(Exchange exchange, List<TouchKey> keys) {
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

    private Future<Void> forward(Exchange exchange, Payload payload) {
        var registry = origins.registry();
        return forwarder.ask(exchange, registry, payload).compose(answer -> {
            var upstream = upstream(exchange, answer);
            if (upstream.isPresent()) {
                answer.resume(); // it is short
                return forwarder
                        .ask(exchange, upstream.get(), payload)
                        .onSuccess(other -> forwarder.answer(exchange, upstream.get(), other))
                        .mapEmpty();
            }
            return named(exchange, answer).compose(gone -> {
                if (gone) {
                    answer.request().reset();
                    return forward(exchange, payload);
                }
                forwarder.answer(exchange, registry, answer);
                return Future.succeededFuture();
            });
        });
    }

    private Optional<Origin> upstream(Exchange exchange, HttpClientResponse answer) {
        return answer.statusCode() == NOT_FOUND && exchange.reads() && exchange.path() instanceof InRepository path
                ? origins.upstream(path.repository())
                : Optional.empty();
    }

    /**
     * Holds the manifest that a tag turned out to name.
     *
     * @return whether it was being deleted just then, so that the registry's answer no longer holds
     */
    private Future<Boolean> named(Exchange exchange, HttpClientResponse answer) {
        var digest = answer.getHeader("Docker-Content-Digest");
        if (!exchange.reads()
                || answer.statusCode() != OK
                || !(exchange.path() instanceof Manifest manifest)
                || manifest.tag().isEmpty()
                || !RegistryPaths.isDigest(digest)) {
            return Future.succeededFuture(false);
        }
        var hold = touches.hold(List.of(TouchKey.digest(digest)));
        if (hold.isDone() && !hold.isCompletedExceptionally()) {
            exchange.holds(hold.join());
            return Future.succeededFuture(false);
        }
        return Future.fromCompletionStage(hold, Vertx.currentContext())
                .onSuccess(Hold::forgotten)
                .map(true);
    }
}

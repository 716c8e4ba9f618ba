package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.RegistryPath.InRepository;
import dev.onggi.operator.gateway.access.RegistryPath.Manifest;
import dev.onggi.operator.gateway.access.RegistryPath.Referrers;
import dev.onggi.operator.gateway.access.RegistryPaths;
import dev.onggi.operator.gateway.referrers.Referrer;
import dev.onggi.operator.gateway.touch.Hold;
import dev.onggi.operator.gateway.touch.TouchKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/**
 * A request to the registry: what it names is held, it is passed on, and its answer is passed back. An image of upstream/
 * that the registry does not have is asked for at the pull-through registry of its host.
 */
final class RegistryCalls {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;

    private final Holding holding;
    private final Forwarder forwarder;
    private final ReferrersCalls referrers;
    private final ManifestCalls manifests;
    private final UpstreamCalls upstreams;
    private final Origins origins;

    RegistryCalls(
            Holding holding,
            Forwarder forwarder,
            ReferrersCalls referrers,
            ManifestCalls manifests,
            UpstreamCalls upstreams,
            Origins origins) {
        this.holding = holding;
        this.forwarder = forwarder;
        this.referrers = referrers;
        this.manifests = manifests;
        this.upstreams = upstreams;
        this.origins = origins;
    }

    void carryOut(Exchange exchange) {
        if (exchange.path() instanceof Manifest manifest && exchange.method().equals(HttpMethod.PUT)) {
            WholeBody.read(exchange.request(), exchange.waiting())
                    .onSuccess(content -> pushManifest(exchange, manifest, content))
                    .onFailure(failure -> exchange.fail(WholeBody.error(failure)));
            return;
        }
        answered(exchange).onFailure(failure -> exchange.fail(Failures.answer(failure)));
    }

    private Future<Void> answered(Exchange exchange) {
        if (exchange.path() instanceof Referrers path) {
            return referrers.list(exchange, path);
        }
        return holding.hold(exchange, Named.by(exchange.path(), exchange.query()))
                .compose(_ -> exchange.path() instanceof Manifest path
                                && path.tag().isEmpty()
                                && exchange.method().equals(HttpMethod.DELETE)
                        ? unlisted(exchange, path)
                        : Future.succeededFuture())
                .compose(_ -> forward(exchange, Payload.of(exchange.request())));
    }

    /** First out of the list, then out of the registry: the other way round, an end in between would leave it listed. */
    private Future<Void> unlisted(Exchange exchange, Manifest path) {
        return manifests
                .get(origins.registry(), path)
                .compose(found -> found.flatMap(manifest -> Referrer.of(
                                manifest.mediaType(), manifest.content().getBytes()))
                        .map(referrer -> referrers
                                .remove(exchange, path.repository(), referrer)
                                .<Void>mapEmpty())
                        .orElseGet(Future::succeededFuture));
    }

    private void pushManifest(Exchange exchange, Manifest manifest, Buffer content) {
        var registry = origins.registry();
        holding.hold(exchange, Named.by(manifest, content))
                .compose(_ -> forwarder.ask(exchange, registry, new Payload.Whole(content)))
                .compose(answer -> listed(exchange, manifest, content, answer)
                        .onSuccess(_ -> forwarder.answer(exchange, registry, answer))
                        .onFailure(_ -> answer.request().reset()))
                .onFailure(failure -> exchange.fail(Failures.answer(failure)));
    }

    /** A manifest that is about another one is in that one's list before its client hears that it is there. */
    private Future<Void> listed(Exchange exchange, Manifest path, Buffer content, HttpClientResponse answer) {
        var referrer = answer.statusCode() == CREATED
                ? Referrer.of(exchange.request().getHeader(HttpHeaders.CONTENT_TYPE), content.getBytes())
                : Optional.<Referrer>empty();
        return referrer.map(found -> referrers
                        .add(exchange, path.repository(), found)
                        .<Void>map(listed -> {
                            if (listed) {
                                exchange.request().response().putHeader("OCI-Subject", found.subject());
                            }
                            return null;
                        }))
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> forward(Exchange exchange, Payload payload) {
        var registry = origins.registry();
        return forwarder.ask(exchange, registry, payload).compose(answer -> {
            var upstream = upstream(exchange, answer);
            if (upstream.isPresent()) {
                answer.resume(); // it is short
                return upstreams.answer(exchange, upstream.get(), payload);
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
        var hold = holding.touches().hold(List.of(TouchKey.digest(digest)));
        if (hold.isDone() && !hold.isCompletedExceptionally()) {
            exchange.holds(hold.join());
            return Future.succeededFuture(false);
        }
        return Future.fromCompletionStage(hold, Vertx.currentContext())
                .onSuccess(Hold::forgotten)
                .map(true);
    }
}

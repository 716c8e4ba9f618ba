package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.RegistryPath.InRepository;
import dev.onggi.operator.gateway.access.RegistryPath.Manifest;
import dev.onggi.operator.gateway.storage.KeptTags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Requests for images of upstreams, which their pull-through registries answer.
 *
 * <p>One asks its upstream for every tag, without a bound on the time, and lets all others wait meanwhile
 * (https://github.com/distribution/distribution/blob/main/registry/proxy/proxyregistry.go, tryEstablishChallenges). An
 * upstream that refuses a connection costs nothing; one that swallows it would hold up images that have been kept. So it
 * gets a time here, and then the kept image is asked for by its digest, for which no upstream is asked. This may go when
 * distribution bounds that time itself.
 */
final class UpstreamCalls {

    private static final int SERVER_ERROR = 500;

    /** Where an older answer is kept, the wait is a part of what one without it gets. */
    private static final int KEPT_PART = 3;

    private final Vertx vertx;
    private final Forwarder forwarder;
    private final Optional<KeptTags> kept;
    private final Duration patience;
    private final Silences silences;

    /**
     * Calls of one event loop.
     *
     * @param patience how long an upstream gets to begin an answer
     */
    UpstreamCalls(Vertx vertx, Forwarder forwarder, Optional<KeptTags> kept, Duration patience, Silences silences) {
        this.vertx = vertx;
        this.forwarder = forwarder;
        this.kept = kept;
        this.patience = patience;
        this.silences = silences;
    }

    /** Answers, with what its upstream says now or with what was kept of it. */
    Future<Void> answer(Exchange exchange, Origin upstream, Payload payload) {
        return kept(exchange, upstream).compose(older -> {
            if (older.isPresent() && silences.lasts(upstream)) {
                return now(exchange, upstream, older.get(), payload, patience);
            }
            var wait = older.isPresent() ? patience.dividedBy(KEPT_PART) : patience;
            return now(exchange, upstream, (InRepository) exchange.path(), payload, wait)
                    .onSuccess(_ -> silences.ends(upstream))
                    .recover(failure -> late(exchange, upstream, older, payload, failure));
        });
    }

    private Future<Void> late(
            Exchange exchange, Origin upstream, Optional<Manifest> older, Payload payload, Throwable failure) {
        if (!(failure instanceof TimeoutException)) {
            return Future.failedFuture(failure);
        }
        silences.begins(upstream);
        if (older.isPresent() && !exchange.over()) {
            return now(exchange, upstream, older.get(), payload, patience);
        }
        exchange.fail(Failures.upstream());
        return Future.succeededFuture();
    }

    private Future<Void> now(Exchange exchange, Origin upstream, InRepository path, Payload payload, Duration longest) {
        return forwarder
                .ask(exchange, upstream, path, payload, Optional.of(longest))
                .onSuccess(answer -> pass(exchange, upstream, answer))
                .mapEmpty();
    }

    /** Its errors are those of its own way to the upstream, of which nobody outside of the Pod knows the addresses. */
    private void pass(Exchange exchange, Origin upstream, HttpClientResponse answer) {
        if (answer.statusCode() < SERVER_ERROR) {
            forwarder.answer(exchange, upstream, answer);
        } else {
            answer.resume(); // it is short
            exchange.fail(Failures.upstream());
        }
    }

    /** The manifest that a tag named when it was pulled the last time; what cannot be read is not kept. */
    private Future<Optional<Manifest>> kept(Exchange exchange, Origin upstream) {
        if (kept.isEmpty()
                || !(exchange.path() instanceof Manifest path)
                || path.tag().isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return vertx.executeBlocking(
                        () -> kept.get()
                                .manifest(upstream.folder(), upstream.repository(path), path.reference())
                                .map(digest -> new Manifest(path.repository(), digest.value())),
                        false)
                .otherwise(_ -> Optional.empty());
    }
}

package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.RegistryPath.Manifest;
import dev.onggi.operator.gateway.access.RegistryPath.Referrers;
import dev.onggi.operator.gateway.http.ManifestCalls.Found;
import dev.onggi.operator.gateway.referrers.Referrer;
import dev.onggi.operator.gateway.referrers.ReferrersIndex;
import dev.onggi.operator.gateway.touch.TouchKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The referrers API (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers), which
 * distribution does not have: what is about a manifest is kept in an index of the registry's own ({@link ReferrersIndex}),
 * written before a push is answered, so it lasts as long as the images do.
 */
final class ReferrersCalls {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;

    private final ManifestCalls registry;
    private final Origins origins;
    private final Holding holding;
    private final Turns turns;

    /**
     * The API.
     *
     * @param turns those of all event loops: two pushes at once must not each write an index without the other's entry
     */
    ReferrersCalls(ManifestCalls registry, Origins origins, Holding holding, Turns turns) {
        this.registry = registry;
        this.origins = origins;
        this.holding = holding;
        this.turns = turns;
    }

    /** Answers what is about a manifest. Nothing is, where there is no such manifest. */
    Future<Void> list(Exchange exchange, Referrers path) {
        var index = new Manifest(path.repository(), ReferrersIndex.tag(path.digest()));
        return holding.hold(exchange, List.of(TouchKey.digest(path.digest()), Named.reference(index)))
                .compose(_ -> registry.get(origins.registry(), index))
                .compose(found -> found.isPresent() ? Future.succeededFuture(found) : upstream(index))
                .compose(found -> wanted(found, exchange.query().artifactType()))
                .onSuccess(list -> answer(exchange, list))
                .mapEmpty();
    }

    private Future<Optional<Found>> upstream(Manifest index) {
        return origins.upstream(index.repository())
                .map(origin -> registry.get(origin, index))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private static Future<ReferrersIndex> wanted(Optional<Found> found, Optional<String> artifactType) {
        var index = found.filter(ReferrersCalls::isIndex);
        return index.isEmpty()
                ? Future.succeededFuture(ReferrersIndex.none())
                : attempt(() -> ReferrersIndex.of(
                        index.get().content().getBytes(),
                        entry -> artifactType
                                .filter(type -> !type.equals(entry.artifactType()))
                                .isEmpty()));
    }

    private static void answer(Exchange exchange, ReferrersIndex list) {
        if (exchange.over()) {
            return;
        }
        exchange.answered(OK);
        var response = exchange.request().response().putHeader(HttpHeaders.CONTENT_TYPE, ReferrersIndex.MEDIA_TYPE);
        if (exchange.query().artifactType().isPresent()) {
            response.putHeader("OCI-Filters-Applied", "artifactType");
        }
        var body = Buffer.buffer(list.json());
        if (exchange.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()))
                    .end();
        } else {
            response.end(body);
        }
        Leftover.discard(exchange.request());
    }

    /**
     * Lists a manifest that has been pushed.
     *
     * @return whether it is listed; where the tag is taken, or the list is full, the client goes on as with a registry
     *     without the API, and says what is wrong
     */
    Future<Boolean> add(Exchange exchange, String repository, Referrer referrer) {
        return change(exchange, repository, referrer.subject(), index -> index.with(referrer));
    }

    /** Takes a manifest that is to be deleted out of the list. */
    Future<Boolean> remove(Exchange exchange, String repository, Referrer referrer) {
        var digest = referrer.digest().value();
        return change(
                exchange,
                repository,
                referrer.subject(),
                index ->
                        ReferrersIndex.of(index.json(), entry -> !entry.digest().equals(digest)));
    }

    private Future<Boolean> change(Exchange exchange, String repository, String subject, Change change) {
        var path = new Manifest(repository, ReferrersIndex.tag(subject));
        return turns.take(
                path.path(),
                () -> holding.hold(exchange, List.of(Named.reference(path)))
                        .compose(_ -> registry.get(origins.registry(), path))
                        .compose(found -> found.isEmpty() || isIndex(found.get())
                                ? attempt(() -> change.of(current(found)))
                                        .compose(index -> write(exchange, path, index))
                                : Future.succeededFuture(false)));
    }

    private static ReferrersIndex current(Optional<Found> found) throws IOException {
        return found.isEmpty()
                ? ReferrersIndex.none()
                : ReferrersIndex.of(found.get().content().getBytes(), _ -> true);
    }

    private Future<Boolean> write(Exchange exchange, Manifest path, ReferrersIndex index) {
        if (index.digests().isEmpty()) {
            return registry.delete(origins.registry(), path).map(true);
        }
        return put(exchange, path, index)
                .compose(status -> status == BAD_REQUEST
                        // the registry takes no index that names what it no longer has
                        ? present(path.repository(), index)
                                .compose(rest -> put(exchange, path, rest))
                                .map(again -> again == CREATED)
                        : Future.succeededFuture(status == CREATED));
    }

    private Future<Integer> put(Exchange exchange, Manifest path, ReferrersIndex index) {
        var content = Buffer.buffer(index.json());
        return holding.hold(exchange, Named.by(path, content))
                .compose(_ -> registry.put(origins.registry(), path, content));
    }

    private Future<ReferrersIndex> present(String repository, ReferrersIndex index) {
        var there = new HashSet<String>();
        var asked = Future.<Void>succeededFuture();
        for (String digest : index.digests()) {
            asked = asked.compose(_ -> registry.has(origins.registry(), new Manifest(repository, digest)))
                    .onSuccess(has -> there.addAll(has ? Set.of(digest) : Set.of()))
                    .mapEmpty();
        }
        return asked.compose(_ ->
                attempt(() -> ReferrersIndex.of(index.json(), entry -> there.contains(entry.digest()))));
    }

    private static boolean isIndex(Found found) {
        return found.mediaType().equals(ReferrersIndex.MEDIA_TYPE);
    }

    private static <T> Future<T> attempt(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    /** Makes an index of the one that there is. */
    @FunctionalInterface
    private interface Change {
        ReferrersIndex of(ReferrersIndex index) throws IOException;
    }
}

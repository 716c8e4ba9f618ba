package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.RegistryPath.Manifest;
import dev.onggi.operator.gateway.referrers.Referrer;
import dev.onggi.operator.gateway.referrers.ReferrersIndex;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.Optional;

/** What the gateway itself asks a registry for manifests, besides what it passes on. */
final class ManifestCalls {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final long TIMEOUT_MILLIS = 60_000;

    /** The registry takes a star for the types of Docker alone. */
    private static final String ANY = String.join(", ", Referrer.TYPES)
            + ", application/vnd.docker.distribution.manifest.v2+json"
            + ", application/vnd.docker.distribution.manifest.list.v2+json";

    private final HttpClient client;

    ManifestCalls(HttpClient client) {
        this.client = client;
    }

    /**
     * A manifest.
     *
     * @param mediaType its type, in lower case or as the registry says it
     * @param content all of it
     */
    record Found(String mediaType, Buffer content) {}

    /** A manifest or an index of OCI; empty where there is none. */
    Future<Optional<Found>> get(Origin origin, Manifest path) {
        return request(HttpMethod.GET, origin, path)
                .map(request -> request.putHeader(HttpHeaders.ACCEPT, String.join(", ", Referrer.TYPES)))
                .compose(HttpClientRequest::send)
                .compose(ManifestCalls::found);
    }

    private static Future<Optional<Found>> found(HttpClientResponse answer) {
        if (answer.statusCode() == NOT_FOUND) {
            return Future.succeededFuture(Optional.empty());
        }
        if (answer.statusCode() != OK) {
            return Future.failedFuture(unexpected(answer));
        }
        var type =
                Optional.ofNullable(answer.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("");
        return WholeBody.read(answer)
                .onFailure(_ -> answer.request().reset())
                .map(content -> Optional.of(new Found(type, content)));
    }

    /** Whether a manifest is there. */
    Future<Boolean> has(Origin origin, Manifest path) {
        return request(HttpMethod.HEAD, origin, path)
                .map(request -> request.putHeader(HttpHeaders.ACCEPT, ANY))
                .compose(HttpClientRequest::send)
                .compose(ManifestCalls::status)
                .map(status -> status == OK);
    }

    /** Puts an index there; completes with the status, which may be a refusal. */
    Future<Integer> put(Origin origin, Manifest path, Buffer index) {
        return request(HttpMethod.PUT, origin, path)
                .map(request -> request.putHeader(HttpHeaders.CONTENT_TYPE, ReferrersIndex.MEDIA_TYPE))
                .compose(request -> request.send(index))
                .compose(ManifestCalls::status);
    }

    /** Deletes a tag, which may be gone already. */
    Future<Integer> delete(Origin origin, Manifest path) {
        return request(HttpMethod.DELETE, origin, path)
                .compose(HttpClientRequest::send)
                .compose(ManifestCalls::status);
    }

    private Future<HttpClientRequest> request(HttpMethod method, Origin origin, Manifest path) {
        return client.request(new RequestOptions()
                .setMethod(method)
                .setHost(origin.host())
                .setPort(origin.port())
                .setURI(origin.path(path))
                .setTimeout(TIMEOUT_MILLIS));
    }

    private static Future<Integer> status(HttpClientResponse answer) {
        return answer.statusCode() >= SERVER_ERROR
                ? Future.failedFuture(unexpected(answer))
                : answer.end().map(_ -> answer.statusCode());
    }

    private static IOException unexpected(HttpClientResponse answer) {
        answer.resume(); // what it says is short
        return new IOException("the registry answers " + answer.statusCode());
    }
}

package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.api.GatewayJson;
import dev.onggi.operator.gateway.collect.StorageServices;
import dev.onggi.operator.gateway.storage.ImageQuery;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What the operator asks and tells the gateway, below {@code /onggi/v1/}. */
final class AdminApi {

    private static final int OK = 200;

    private final Vertx vertx;
    private final Optional<StorageServices> services;

    AdminApi(Vertx vertx, Optional<StorageServices> services) {
        this.vertx = vertx;
        this.services = services;
    }

    void answer(HttpServerRequest request, String name, Waiting waiting) {
        if (services.isEmpty()) {
            new ErrorAnswer(501, "UNSUPPORTED", "the gateway has not been told where the registry keeps its data")
                    .send(request);
            return;
        }
        var storage = services.get();
        switch (name) {
            case "storage" -> get(request, () -> json(OK, storage.report().usage()));
            case "images" -> get(request, () -> images(storage, request));
            case "collections/last" ->
                get(
                        request,
                        () -> storage.collections()
                                .last()
                                .map(last -> json(OK, last))
                                .orElseGet(() -> error(new ErrorAnswer(
                                        404, "NAME_UNKNOWN", "nothing has been collected since the gateway started"))));
            case "collections" -> post(request, waiting, storage);
            default -> ErrorAnswer.noSuchPath().send(request);
        }
    }

    private static Answer images(StorageServices storage, HttpServerRequest request) throws IOException {
        try {
            var query = new ImageQuery(
                    Optional.ofNullable(request.getParam("repository")).orElse(""),
                    Optional.ofNullable(request.getParam("search")).orElse(""),
                    Optional.ofNullable(request.getParam("limit"))
                            .map(Integer::parseInt)
                            .orElse(ImageQuery.USUAL));
            return json(OK, storage.catalog().images(query));
        } catch (IllegalArgumentException e) {
            return error(ErrorAnswer.invalid("limit must be a number from 1 to " + ImageQuery.MOST));
        }
    }

    private void get(HttpServerRequest request, Callable<Answer> work) {
        if (!request.method().equals(HttpMethod.GET)) {
            ErrorAnswer.noSuchMethod().send(request);
            return;
        }
        send(request, work);
    }

    private void post(HttpServerRequest request, Waiting waiting, StorageServices storage) {
        if (!request.method().equals(HttpMethod.POST)) {
            ErrorAnswer.noSuchMethod().send(request);
            return;
        }
        WholeBody.read(request, waiting)
                .onSuccess(body -> send(request, () -> start(storage, body)))
                .onFailure(failure -> WholeBody.error(failure).send(request));
    }

    private static Answer start(StorageServices storage, Buffer body) {
        CollectionRequest wanted;
        try {
            wanted = GatewayJson.read(body.getBytes(), CollectionRequest.class);
        } catch (IOException e) {
            return error(ErrorAnswer.invalid("this is no wish for a collection: " + e.getMessage()));
        }
        return switch (storage.collections().start(wanted)) {
            case ACCEPTED -> new Answer(202, Buffer.buffer(), Optional.empty());
            case BUSY ->
                error(new ErrorAnswer(409, "DENIED", "another collection runs; see /onggi/v1/collections/last"));
        };
    }

    private void send(HttpServerRequest request, Callable<Answer> work) {
        vertx.executeBlocking(work, false)
                .onSuccess(answer ->
                        answer.error().ifPresentOrElse(error -> error.send(request), () -> send(request, answer)))
                .onFailure(failure -> new ErrorAnswer(
                                500, "UNKNOWN", "the registry's storage cannot be read: " + failure.getMessage())
                        .send(request));
    }

    private static void send(HttpServerRequest request, Answer answer) {
        var response = request.response().setStatusCode(answer.status());
        if (answer.body().length() > 0) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        response.end(answer.body());
        Leftover.discard(request);
    }

    private static Answer json(int status, Object value) {
        return new Answer(status, Buffer.buffer(GatewayJson.write(value)), Optional.empty());
    }

    private static Answer error(ErrorAnswer error) {
        return new Answer(error.status(), Buffer.buffer(), Optional.of(error));
    }

    private record Answer(int status, Buffer body, Optional<ErrorAnswer> error) {}
}

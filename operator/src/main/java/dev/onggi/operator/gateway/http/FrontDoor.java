package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.Access;
import dev.onggi.operator.gateway.access.Access.Verdict;
import dev.onggi.operator.gateway.access.RegistryPath;
import dev.onggi.operator.gateway.access.RegistryPaths;
import dev.onggi.operator.gateway.access.User;
import dev.onggi.operator.gateway.access.Users;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.function.Supplier;

/** Where every request comes in: says who sends it, whether it may, and gives it to what answers it. */
final class FrontDoor implements Handler<HttpServerRequest> {

    private final Supplier<Users> users;
    private final Connections connections;
    private final RegistryCalls registry;
    private final HealthCheck health;
    private final AdminApi admin;
    private final RefusalLog refusals;
    private boolean closing;

    FrontDoor(
            Supplier<Users> users,
            Connections connections,
            RegistryCalls registry,
            HealthCheck health,
            AdminApi admin,
            RefusalLog refusals) {
        this.users = users;
        this.connections = connections;
        this.registry = registry;
        this.health = health;
        this.admin = admin;
        this.refusals = refusals;
    }

    /** From now on new requests are sent away. */
    void close() {
        closing = true;
    }

    @Override
    public void handle(HttpServerRequest request) {
        request.pause();
        var waiting = connections.of(request.connection());
        waiting.begun();
        request.response().endHandler(_ -> waiting.ended());
        var error = malformed(request);
        if (error.isPresent()) {
            error.get().send(request);
            return;
        }
        var path = RegistryPaths.parse(request.path());
        if (path instanceof RegistryPath.Health) {
            health.answer(request);
            return;
        }
        users.get()
                .authenticate(request.getHeader(HttpHeaders.AUTHORIZATION))
                .ifPresentOrElse(user -> admit(user, request, path, waiting), () -> challenge(request));
    }

    private Optional<ErrorAnswer> malformed(HttpServerRequest request) {
        var headers = request.headers();
        if (closing) {
            return Optional.of(ErrorAnswer.unavailable("the registry is being stopped; try again in a moment"));
        }
        if (request.version() != HttpVersion.HTTP_1_1) {
            return Optional.of(new ErrorAnswer(505, "UNSUPPORTED", "the registry speaks HTTP/1.1"));
        }
        if (headers.contains(HttpHeaders.UPGRADE)) {
            return Optional.of(ErrorAnswer.invalid("a registry has no other protocol to change to"));
        }
        if (headers.getAll(HttpHeaders.AUTHORIZATION).size() > 1
                || headers.getAll(HttpHeaders.CONTENT_LENGTH).size() > 1) {
            return Optional.of(ErrorAnswer.invalid("a header that may be there once is there twice"));
        }
        var encoding = headers.get(HttpHeaders.TRANSFER_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
            return Optional.of(new ErrorAnswer(501, "UNSUPPORTED", "a body may be chunked, and nothing else"));
        }
        return Optional.empty();
    }

    private void admit(User user, HttpServerRequest request, RegistryPath path, Waiting waiting) {
        switch (Access.decide(user, request.method().name(), path)) {
            case Verdict.Denied denied -> refuse(ErrorAnswer.denied(denied.message()), user, request);
            case Verdict.NoSuchPath _ ->
                ErrorAnswer.noSuchPath(request.method()).send(request);
            case Verdict.NoSuchMethod _ -> ErrorAnswer.noSuchMethod().send(request);
            case Verdict.Allowed _ -> {
                if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                    request.response().writeContinue();
                }
                answer(request, path, waiting);
            }
        }
    }

    private void answer(HttpServerRequest request, RegistryPath path, Waiting waiting) {
        switch (path) {
            case RegistryPath.OfRegistry ofRegistry -> registry.carryOut(new Exchange(request, ofRegistry, waiting));
            case RegistryPath.AdminApi api -> admin.answer(request, api.name(), waiting);
            case RegistryPath.Health _ -> health.answer(request);
            case RegistryPath.Unknown _ -> ErrorAnswer.noSuchPath().send(request);
        }
    }

    /** Most clients ask without a password first, to see whether there must be one: only a wrong one is worth a line. */
    private void challenge(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.AUTHORIZATION)) {
            refuse(ErrorAnswer.unauthorized(), null, request);
        } else {
            ErrorAnswer.unauthorized().send(request);
        }
    }

    private void refuse(ErrorAnswer answer, User user, HttpServerRequest request) {
        refusals.refused(
                answer.status(),
                user == null ? null : user.name(),
                request.method().name(),
                request.path());
        answer.send(request);
    }
}

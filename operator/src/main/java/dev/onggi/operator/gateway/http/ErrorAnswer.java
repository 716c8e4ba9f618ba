package dev.onggi.operator.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * An error as the OCI distribution specification words it.
 *
 * @param status HTTP status
 * @param code one of the specification's codes
 * @param message one sentence for a person
 */
record ErrorAnswer(int status, String code, String message) {

    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    static ErrorAnswer unauthorized() {
        return new ErrorAnswer(
                UNAUTHORIZED,
                "UNAUTHORIZED",
                "user or password is missing or wrong; a pull Secret or push Secret of the registry has both");
    }

    static ErrorAnswer denied(String message) {
        return new ErrorAnswer(403, "DENIED", message);
    }

    /** Who writes to a path that does not follow the grammar has a wrong name, tag or digest: the specification wants 400. */
    static ErrorAnswer noSuchPath(HttpMethod method) {
        return method.equals(HttpMethod.PUT)
                ? new ErrorAnswer(400, "DIGEST_INVALID", "the repository, tag or digest in this path is malformed")
                : noSuchPath();
    }

    static ErrorAnswer noSuchPath() {
        return new ErrorAnswer(404, "NAME_UNKNOWN", "a registry has no such path");
    }

    static ErrorAnswer noSuchMethod() {
        return new ErrorAnswer(405, "UNSUPPORTED", "this path has no such method");
    }

    static ErrorAnswer invalid(String message) {
        return new ErrorAnswer(400, "UNSUPPORTED", message);
    }

    static ErrorAnswer unavailable(String message) {
        return new ErrorAnswer(UNAVAILABLE, "UNAVAILABLE", message);
    }

    /** Sends it, and throws away what the client still sends. */
    void send(HttpServerRequest request) {
        var response = request.response();
        if (response.headWritten()) {
            request.connection().close();
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Docker-Distribution-Api-Version", "registry/2.0");
        if (status == UNAUTHORIZED) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"onggi\"");
        }
        if (status == UNAVAILABLE) {
            response.putHeader("Retry-After", "1");
        }
        response.end(body());
        Leftover.discard(request);
    }

    private String body() {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":" + JsonText.quoted(message) + "}]}\n";
    }
}

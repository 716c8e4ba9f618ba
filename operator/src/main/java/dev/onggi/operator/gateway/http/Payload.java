package dev.onggi.operator.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What a request brings with it. */
sealed interface Payload {

    /** nothing, or nothing that matters */
    record None() implements Payload {}

    /**
     * something small that has been read already
     *
     * @param content all of it
     */
    record Whole(Buffer content) implements Payload {}

    /** something of any size that is passed on as it comes */
    record Stream() implements Payload {}

    /** What a request brings, while nothing of it has been read. */
    static Payload of(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean empty =
                length == null ? !request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : length.equals("0");
        return empty ? new None() : new Stream();
    }
}

package dev.onggi.operator.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a body that must be looked at as a whole. */
final class WholeBody {

    /** As the registry limits manifests. */
    static final int MOST_BYTES = 4 << 20;

    private WholeBody() {}

    /** The body; fails with {@link TooLong} from the first byte on that is too many. */
    static Future<Buffer> read(HttpServerRequest request, Waiting waiting) {
        Promise<Buffer> done = Promise.promise();
        var content = Buffer.buffer();
        waiting.forClient();
        request.exceptionHandler(done::tryFail);
        request.handler(piece -> {
            waiting.forClient();
            if (content.length() + piece.length() > MOST_BYTES) {
                request.pause();
                done.tryFail(new TooLong());
            } else if (!done.future().isComplete()) {
                content.appendBuffer(piece);
            }
        });
        request.endHandler(_ -> {
            waiting.forRegistry();
            done.tryComplete(content);
        });
        request.resume();
        return done.future();
    }

    static ErrorAnswer error(Throwable failure) {
        return failure instanceof TooLong
                ? new ErrorAnswer(413, "SIZE_INVALID", "the body has more than " + MOST_BYTES + " bytes")
                : Failures.answer(failure);
    }

    /** More than is read. */
    static final class TooLong extends Exception {
        TooLong() {
            super("too long", null, false, false);
        }
    }
}

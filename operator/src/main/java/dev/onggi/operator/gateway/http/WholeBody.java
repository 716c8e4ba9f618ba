package dev.onggi.operator.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;

/** Reads a body that must be looked at as a whole. */
final class WholeBody {

    /** As the registry limits manifests. */
    static final int MOST_BYTES = 4 << 20;

    private WholeBody() {}

    /** The body of a request; fails with {@link TooLong} from the first byte on that is too many. */
    static Future<Buffer> read(HttpServerRequest request, Waiting waiting) {
        waiting.forClient();
        return read(request, waiting::forClient, waiting::forRegistry);
    }

    /** The body of an answer to us; likewise. */
    static Future<Buffer> read(HttpClientResponse answer) {
        return read(answer, () -> {}, () -> {});
    }

    private static Future<Buffer> read(ReadStream<Buffer> source, Runnable step, Runnable end) {
        Promise<Buffer> done = Promise.promise();
        var content = Buffer.buffer();
        source.exceptionHandler(done::tryFail);
        source.handler(piece -> {
            step.run();
            if (content.length() + piece.length() > MOST_BYTES) {
                source.pause();
                done.tryFail(new TooLong());
            } else if (!done.future().isComplete()) {
                content.appendBuffer(piece);
            }
        });
        source.endHandler(_ -> {
            end.run();
            done.tryComplete(content);
        });
        source.resume();
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

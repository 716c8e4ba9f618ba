package dev.onggi.operator.webhook;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Takes an event at {@code /hooks/<namespace>/<name>}. Of what it says nothing is read: it only has the git server asked. Who
 * has no right to send it is told the same, after the same time, whatever of namespace, name, Secret and signature is wrong.
 */
final class HookHandler implements Handler<HttpServerRequest> {

    /** Above it an event is refused; a push of some thousand commits is smaller. */
    static final int LONGEST_BODY = 5 * 1024 * 1024;

    static final String REFUSAL = "there is no such webhook, or the event is not signed with its secret\n";

    private static final Logger LOG = Logger.getLogger(HookHandler.class);
    private static final Pattern PATH = Pattern.compile("/hooks/([a-z0-9][-a-z0-9]{0,62})/([a-z][-a-z0-9]{0,49})");

    /** Each event is a request or two to the API server, which strangers can cause. */
    private static final int MOST_AT_A_TIME = 8;

    /** How long a refusal takes from the request on: more than a look into the cluster does. */
    private static final long REFUSED_AFTER_MILLIS = 300;

    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;

    private final Vertx vertx;
    private final Hooks hooks;
    private final Questions questions;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);
    private final byte[] nobodysSecret = new byte[32];

    HookHandler(Vertx vertx, Hooks hooks, Questions questions) {
        this.vertx = vertx;
        this.hooks = hooks;
        this.questions = questions;
        new SecureRandom().nextBytes(nobodysSecret);
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!HttpMethod.POST.equals(request.method())) {
            answer(request, HttpURLConnection.HTTP_BAD_METHOD, "a webhook takes POST alone\n");
        } else if (!places.tryAcquire()) {
            answer(request, TOO_MANY, "too many events at a time; send it again\n");
        } else {
            var until = System.nanoTime() + REFUSED_AFTER_MILLIS * 1_000_000;
            // of an answer that was given, and of a sender that has gone away before
            var place = new AtomicBoolean(true);
            Handler<Void> over = end -> {
                if (place.getAndSet(false)) {
                    places.release();
                }
            };
            request.response().endHandler(over).closeHandler(over);
            take(request, until);
        }
    }

    private void take(HttpServerRequest request, long until) {
        var path = PATH.matcher(request.path());
        var isPath = path.matches();
        var namespace = isPath ? path.group(1) : "";
        var name = isPath ? path.group(2) : "";
        request.pause();
        vertx.<byte[]>executeBlocking(
                        () -> isPath ? hooks.secret(namespace, name).orElse(nobodysSecret) : nobodysSecret, false)
                .onSuccess(secret -> read(request, new EventProof(secret), until, namespace, name))
                .onFailure(e -> {
                    LOG.warnf(e, "namespace=%s imagebuild=%s: a webhook's secret could not be read", namespace, name);
                    request.resume();
                    refuse(request, until);
                });
    }

    private void read(HttpServerRequest request, EventProof proof, long until, String namespace, String name) {
        var length = new AtomicLong();
        request.handler(piece -> {
            if (length.addAndGet(piece.length()) <= LONGEST_BODY) {
                proof.take(piece.getBytes());
            } else if (!request.response().ended()) {
                request.response().putHeader("Connection", "close");
                answer(request, TOO_LARGE, "an event has at most %d bytes\n".formatted(LONGEST_BODY));
            }
        });
        request.endHandler(end -> {
            if (request.response().ended()) {
                return;
            }
            if (proof.isGiven(request::getHeader)) {
                questions.ask(namespace, name);
                answer(request, HttpURLConnection.HTTP_ACCEPTED, "the git server is asked\n");
            } else {
                refuse(request, until);
            }
        });
        request.resume();
    }

    private void refuse(HttpServerRequest request, long until) {
        var left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
        vertx.setTimer(left, timer -> answer(request, HttpURLConnection.HTTP_FORBIDDEN, REFUSAL));
    }

    private static void answer(HttpServerRequest request, int status, String text) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(text);
        }
    }
}

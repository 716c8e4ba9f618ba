package dev.onggi.operator.runner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.builder.api.BuilderApi;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Takes builds from the operator, and from nobody else: whoever shows another certificate gets no connection. */
final class RunnerServer {

    private static final Pattern ID = Pattern.compile(BuilderApi.BUILDS + "/([a-z0-9-]{1,100})");
    private static final Pattern AFTER = Pattern.compile("after=([0-9]{1,18})");

    private final Builds builds;
    private final HttpsServer server;

    RunnerServer(Builds builds, SSLContext tls, InetSocketAddress address) throws IOException {
        this.builds = builds;
        this.server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = tls.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
    }

    void start() {
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    /** A body is read in any case: the connection is kept only where nothing of it is left. */
    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var id = ID.matcher(path);
        var body = exchange.getRequestBody().readNBytes(BuilderApi.LONGEST_ORDER + 1);
        var method = exchange.getRequestMethod();
        if (method.equals("GET") && path.equals(BuilderApi.BUILDS)) {
            news(exchange);
        } else if (method.equals("PUT") && id.matches()) {
            accept(exchange, id.group(1), body);
        } else if (method.equals("DELETE") && id.matches()) {
            builds.forget(id.group(1));
            answer(exchange, HttpURLConnection.HTTP_OK, "it is stopped and forgotten");
        } else {
            answer(exchange, HttpURLConnection.HTTP_NOT_FOUND, "there is nothing at " + path);
        }
    }

    private void news(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getQuery();
        var after = AFTER.matcher(query == null ? "" : query);
        try {
            var reports =
                    builds.changes(after.matches() ? Long.parseLong(after.group(1)) : -1, BuilderApi.LONGEST_WAIT);
            answer(exchange, HttpURLConnection.HTTP_OK, BuilderApi.write(reports));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer(exchange, HttpURLConnection.HTTP_UNAVAILABLE, "the builder ends");
        }
    }

    private void accept(HttpExchange exchange, String id, byte[] body) throws IOException {
        if (body.length > BuilderApi.LONGEST_ORDER) {
            answer(exchange, HttpURLConnection.HTTP_ENTITY_TOO_LARGE, "the order is too long");
            exchange.close();
            return;
        }
        BuildOrder order;
        try {
            order = BuilderApi.read(body, BuildOrder.class);
        } catch (IOException e) {
            answer(exchange, HttpURLConnection.HTTP_BAD_REQUEST, e.getMessage());
            return;
        }
        if (!order.key().id().equals(id)) {
            answer(exchange, HttpURLConnection.HTTP_BAD_REQUEST, "the order is that of another build");
            return;
        }
        try {
            answer(exchange, HttpURLConnection.HTTP_OK, BuilderApi.write(builds.accept(order)));
        } catch (IOException e) {
            answer(exchange, HttpURLConnection.HTTP_INTERNAL_ERROR, "the build's files: " + e.getMessage());
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        answer(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] answer) throws IOException {
        exchange.sendResponseHeaders(status, answer.length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }
}

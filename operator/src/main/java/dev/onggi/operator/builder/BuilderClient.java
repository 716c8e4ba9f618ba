package dev.onggi.operator.builder;

import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.api.BuildReports;
import dev.onggi.operator.builder.api.BuilderApi;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** One runner, by HTTP. */
final class BuilderClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI address;

    BuilderClient(String ip, SSLContext tls) {
        this(URI.create("https://%s:%d".formatted(ip.contains(":") ? "[" + ip + "]" : ip, BuilderApi.PORT)), tls);
    }

    BuilderClient(URI address, SSLContext tls) {
        this.address = address;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .sslContext(tls)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** The answer to an order that the builder cannot do anything with, whatever time it is given. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    BuildReport hand(BuildOrder order) throws IOException, InterruptedException {
        var request = request(order.key().id()).PUT(BodyPublishers.ofByteArray(BuilderApi.write(order)));
        return BuilderApi.read(send(request), BuildReport.class);
    }

    void forget(String id) throws IOException, InterruptedException {
        send(request(id).DELETE());
    }

    /** What is new since a version; the answer comes when something is, or after a while. */
    BuildReports news(long after) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(BuilderApi.BUILDS + "?after=" + after))
                .timeout(BuilderApi.LONGEST_WAIT.plus(ANSWER));
        return BuilderApi.read(send(request), BuildReports.class);
    }

    private HttpRequest.Builder request(String id) {
        return HttpRequest.newBuilder(address.resolve(BuilderApi.BUILDS + "/" + id))
                .timeout(ANSWER);
    }

    private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.build(), BodyHandlers.ofByteArray());
        return switch (response.statusCode()) {
            case HttpURLConnection.HTTP_OK -> response.body();
            case HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_ENTITY_TOO_LARGE ->
                throw new RefusedException("the builder refuses the order with status " + response.statusCode());
            default -> throw new IOException("the builder answers with status " + response.statusCode());
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

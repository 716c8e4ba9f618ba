package dev.onggi.operator.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionReport.State;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.api.GatewayJson;
import dev.onggi.operator.gateway.storage.StorageSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gateway as a program of its own, as it runs in the registry's Pod but for TLS and users. */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ProgramRun run;
    private final URI uri;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private GatewayProcess(ProgramRun run, URI uri) {
        this.run = run;
        this.uri = uri;
    }

    /** Starts one before a registry on a file system. */
    public static GatewayProcess before(Distribution registry, Path storage, Duration grace, Path work)
            throws IOException {
        return start(registry, Map.of("ONGGI_GATEWAY_STORAGE", storage.toString()), grace, work);
    }

    /** Starts one before a registry on a bucket. */
    public static GatewayProcess before(Distribution registry, StorageSettings.Bucket bucket, Duration grace, Path work)
            throws IOException {
        return start(registry, environment(bucket), grace, work);
    }

    /** What tells it of its bucket. */
    static Map<String, String> environment(StorageSettings.Bucket bucket) {
        return Map.of(
                "ONGGI_GATEWAY_S3_BUCKET", bucket.bucket(),
                "ONGGI_GATEWAY_S3_REGION", bucket.region(),
                "ONGGI_GATEWAY_S3_ENDPOINT", bucket.endpoint().orElseThrow().toString(),
                "ONGGI_GATEWAY_S3_PREFIX", bucket.prefix(),
                "AWS_ACCESS_KEY_ID", bucket.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", bucket.secretAccessKey());
    }

    private static GatewayProcess start(Distribution registry, Map<String, String> storage, Duration grace, Path work)
            throws IOException {
        int port = ProgramRun.freePort();
        var environment = new HashMap<>(storage);
        environment.put("ONGGI_GATEWAY_LISTEN", Integer.toString(port));
        environment.put("ONGGI_GATEWAY_REGISTRY", registry.uri().toString());
        environment.put("ONGGI_GATEWAY_GRACE", Long.toString(grace.toSeconds()));
        var run = ProgramRun.start(command(), environment, port, work.resolve("gateway.log"));
        return new GatewayProcess(run, URI.create("http://127.0.0.1:" + port));
    }

    /** How it is run. */
    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Gateway.class.getName());
    }

    public URI uri() {
        return uri;
    }

    /** Ends it in the middle of whatever it does. */
    public void kill() throws InterruptedException {
        run.kill();
    }

    /** Has it start a collection. */
    public void startCollection(CollectionRequest request) throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(uri.resolve("/onggi/v1/collections"))
                .POST(BodyPublishers.ofByteArray(GatewayJson.write(request))));
        if (answer.statusCode() != 202) {
            throw new IOException(
                    "a collection was answered " + answer.statusCode() + " " + new String(answer.body(), UTF_8));
        }
    }

    /** The report on the last collection. */
    public CollectionReport last() throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(uri.resolve("/onggi/v1/collections/last")));
        return GatewayJson.read(answer.body(), CollectionReport.class);
    }

    /** Has it collect, and returns the report when it has ended. */
    public CollectionReport collect(CollectionRequest request) throws IOException, InterruptedException {
        startCollection(request);
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(this::last, report -> report.state() != State.Running);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        run.close();
    }
}

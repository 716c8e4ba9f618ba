package dev.onggi.operator.registry;

import static dev.onggi.operator.registry.RegistryException.Kind.OTHER;

import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.api.GatewayJson;
import dev.onggi.operator.gateway.api.StorageUsage;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link GatewayClient} over HTTPS. Safe for use by several threads. */
public final class HttpGatewayClient implements GatewayClient {

    private static final String BASE = "/onggi/v1/";
    private static final Map<String, String> JSON = Map.of("Accept", "application/json");
    private static final Map<String, String> JSON_BOTH =
            Map.of("Accept", "application/json", "Content-Type", "application/json");

    private final HttpExchange http;

    /** A client with the time-outs that the operator uses: 5 s to connect, 20 s for a request with its answer. */
    public HttpGatewayClient() {
        this(new HttpExchange());
    }

    HttpGatewayClient(HttpExchange http) {
        this.http = http;
    }

    @Override
    public StorageUsage storage(RegistryEndpoint endpoint) {
        return read("ask how full the registry is", get(endpoint, "storage"), StorageUsage.class);
    }

    @Override
    public CollectionStart collect(RegistryEndpoint endpoint, CollectionRequest request) {
        var answer = http.send(
                endpoint,
                HttpExchange.Call.of(
                        "POST",
                        BASE + "collections",
                        JSON_BOTH,
                        BodyPublishers.ofByteArray(GatewayJson.write(request))));
        return switch (answer.statusCode()) {
            case HttpURLConnection.HTTP_ACCEPTED -> CollectionStart.ACCEPTED;
            case HttpURLConnection.HTTP_CONFLICT -> CollectionStart.BUSY;
            default -> throw Refusal.of("start a collection of garbage", answer.statusCode(), answer.body());
        };
    }

    @Override
    public Optional<CollectionReport> lastCollection(RegistryEndpoint endpoint) {
        var answer = get(endpoint, "collections/last");
        return answer.statusCode() == HttpURLConnection.HTTP_NOT_FOUND
                ? Optional.empty()
                : Optional.of(read("ask for the last collection of garbage", answer, CollectionReport.class));
    }

    @Override
    public List<CatalogImage> images(RegistryEndpoint endpoint, String text, int limit) {
        var query = "images?limit=" + limit + "&search=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        return List.of(read("list the images", get(endpoint, query), CatalogImage[].class));
    }

    private HttpResponse<byte[]> get(RegistryEndpoint endpoint, String path) {
        return http.send(endpoint, HttpExchange.Call.get(BASE + path, JSON));
    }

    private static <T> T read(String what, HttpResponse<byte[]> answer, Class<T> type) {
        if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
            throw Refusal.of(what, answer.statusCode(), answer.body());
        }
        try {
            return GatewayJson.read(answer.body(), type);
        } catch (IOException e) {
            throw new RegistryException(
                    OTHER, "could not " + what + ": the answer cannot be read: " + e.getMessage(), e);
        }
    }
}

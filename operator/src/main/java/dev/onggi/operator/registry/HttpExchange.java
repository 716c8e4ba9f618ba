package dev.onggi.operator.registry;

import static dev.onggi.operator.registry.RegistryException.Kind.CERTIFICATE;
import static dev.onggi.operator.registry.RegistryException.Kind.OTHER;
import static dev.onggi.operator.registry.RegistryException.Kind.UNREACHABLE;

import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * One request and its answer. Trust comes from the endpoint's CA alone, answers are read up to {@value #MAX_BODY} bytes,
 * and redirects are not followed: a registry must not be able to send the operator (and its credentials) elsewhere.
 */
final class HttpExchange {

    /** Manifests are limited to 4 MiB by the distribution specification. */
    static final int MAX_BODY = 4 * 1024 * 1024;

    static final int TEMPORARY_REDIRECT = 307;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration EXCHANGE_TIMEOUT = Duration.ofSeconds(20);
    /** There is one CA in the common case; above this many the clients are made anew. */
    private static final int MAX_CLIENTS = 8;

    private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();
    private final Duration connectTimeout;
    private final Duration exchangeTimeout;
    private final boolean tokens;

    HttpExchange() {
        this(CONNECT_TIMEOUT, EXCHANGE_TIMEOUT);
    }

    HttpExchange(Duration connectTimeout, Duration exchangeTimeout) {
        this(connectTimeout, exchangeTimeout, false);
    }

    private HttpExchange(Duration connectTimeout, Duration exchangeTimeout, boolean tokens) {
        this.tokens = tokens;
        this.connectTimeout = connectTimeout;
        this.exchangeTimeout = exchangeTimeout;
    }

    /** One that does as a registry says which wants a token of another host: the user's name and password go there too. */
    static HttpExchange withTokens() {
        return new HttpExchange(CONNECT_TIMEOUT, EXCHANGE_TIMEOUT, true);
    }

    /** What is asked; {@code path} starts with a slash and may carry a query. */
    record Call(String method, String path, Map<String, String> headers, BodyPublisher body) {

        static Call of(String method, String path, Map<String, String> headers, BodyPublisher body) {
            return new Call(method, path, headers, body);
        }

        static Call get(String path, Map<String, String> headers) {
            return new Call("GET", path, headers, BodyPublishers.noBody());
        }

        static Call head(String path) {
            return new Call("HEAD", path, Map.of(), BodyPublishers.noBody());
        }
    }

    /** Sends a request and reads the whole answer, whatever its status is. */
    HttpResponse<byte[]> send(RegistryEndpoint endpoint, Call call) {
        return send(endpoint, call, whole());
    }

    /** Sends a request whose answer may be of any size; the caller reads and closes it. */
    HttpResponse<InputStream> open(RegistryEndpoint endpoint, Call call) {
        return send(endpoint, call, BodyHandlers.ofInputStream());
    }

    private <T> HttpResponse<T> send(RegistryEndpoint endpoint, Call call, BodyHandler<T> body) {
        var answer = exchange(endpoint, request(endpoint, call, endpoint.user().map(HttpExchange::basic)), body);
        if (!tokens || answer.statusCode() != HttpURLConnection.HTTP_UNAUTHORIZED) {
            return answer;
        }
        return BearerChallenge.of(answer)
                .map(challenge -> exchange(
                        endpoint, request(endpoint, call, Optional.of("Bearer " + token(endpoint, challenge))), body))
                .orElse(answer);
    }

    /** Has the registry's token service, wherever the registry says that it is, give a token to the endpoint's user. */
    private String token(RegistryEndpoint endpoint, BearerChallenge challenge) {
        var service = challenge.token();
        if (!endpoint.plainHttp() && !"https".equals(service.getScheme())) {
            throw new RegistryException(
                    OTHER,
                    "the registry names a token service without TLS, " + service.getHost() + "; it was not asked");
        }
        var request = HttpRequest.newBuilder(service);
        endpoint.user().ifPresent(user -> request.header("Authorization", basic(user)));
        return TokenDocument.token(service, exchange(endpoint, request.build(), whole()));
    }

    private static BodyHandler<byte[]> whole() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY);
    }

    private <T> HttpResponse<T> exchange(RegistryEndpoint endpoint, HttpRequest request, BodyHandler<T> body) {
        // the request's own time-out ends with the headers: this one covers the body too
        var answer = client(endpoint).sendAsync(request, body);
        try {
            return answer.get(exchangeTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(endpoint, e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new RegistryException(UNREACHABLE, endpoint.address() + " did not answer in time", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new RegistryException(OTHER, "the operator is stopping", e);
        }
    }

    private static HttpRequest request(RegistryEndpoint endpoint, Call call, Optional<String> authorization) {
        var request = HttpRequest.newBuilder(URI.create(scheme(endpoint) + endpoint.address() + call.path()))
                .method(call.method(), call.body());
        call.headers().forEach(request::header);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private static String scheme(RegistryEndpoint endpoint) {
        return endpoint.plainHttp() ? "http://" : "https://";
    }

    /** Sent without being asked: the registry's challenge would cost a second request each time. */
    private static String basic(RegistryEndpoint.User user) {
        var pair = user.name() + ":" + user.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private HttpClient client(RegistryEndpoint endpoint) {
        if (clients.size() >= MAX_CLIENTS) {
            clients.clear();
        }
        return clients.computeIfAbsent(endpoint.plainHttp() ? "" : endpoint.caPem(), this::trusting);
    }

    private HttpClient trusting(String ca) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        return ca.isEmpty()
                ? client.build()
                : client.sslContext(CaTrust.context(ca)).build();
    }

    private static RegistryException failure(RegistryEndpoint endpoint, Throwable cause) {
        return switch (cause) {
            case SSLException e ->
                new RegistryException(CERTIFICATE, "TLS with " + endpoint.address() + " failed: " + e.getMessage(), e);
            case HttpTimeoutException e ->
                new RegistryException(UNREACHABLE, endpoint.address() + " did not answer in time", e);
            case ConnectException e
            when e.getCause() instanceof UnresolvedAddressException ->
                new RegistryException(UNREACHABLE, "the name of " + endpoint.address() + " does not resolve", e);
            case ConnectException e
            when e.getCause() instanceof ClosedChannelException ->
                new RegistryException(UNREACHABLE, endpoint.address() + " refuses connections", e);
            case ConnectException e ->
                new RegistryException(UNREACHABLE, endpoint.address() + " cannot be connected to", e);
            default ->
                new RegistryException(
                        OTHER, "no usable answer from " + endpoint.address() + ": " + cause.getMessage(), cause);
        };
    }
}

package dev.onggi.operator.fetch;

import static dev.onggi.operator.imagebuild.ImageBuildReasons.SOURCE_NOT_FOUND;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_INVALID;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_UNAUTHORIZED;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_UNREACHABLE;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * A server of files. Redirects are followed, a few of them and never from TLS to none; nobody is told a credential, for
 * there is none.
 *
 * @param address what it is called in messages
 */
record WebServer(String address) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    /** Asks for a file. The caller closes its body. */
    HttpResponse<InputStream> get(URI uri) throws FetchException {
        var request = HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT).GET().build();
        var client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
                answer.body().close();
                throw refusal(answer.statusCode());
            }
            return answer;
        } catch (SSLException e) {
            throw new FetchException(
                    SOURCE_INVALID,
                    "TLS with %s failed: %s; its certificate has to be one of a public CA"
                            .formatted(address, e.getMessage()));
        } catch (ConnectException e) {
            throw new FetchException(
                    SOURCE_UNREACHABLE,
                    "cannot reach %s: %s"
                            .formatted(
                                    address,
                                    e.getCause() instanceof UnresolvedAddressException
                                            ? "its name does not resolve"
                                            : "it refuses connections, or there is no way to it"));
        } catch (IOException e) {
            throw new FetchException(SOURCE_UNREACHABLE, "no answer from %s: %s".formatted(address, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(SOURCE_UNREACHABLE, "the fetch was stopped");
        }
    }

    private FetchException refusal(int status) {
        var said = "%s answers with status %d".formatted(address, status);
        return switch (status) {
            case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                new FetchException(
                        SOURCE_UNAUTHORIZED,
                        said
                                + ": it is not for everyone; put the archive where it is, or use spec.source.git or spec.source.configMapRef");
            case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE ->
                new FetchException(SOURCE_NOT_FOUND, said + ": it is not there; correct spec.source.archive.url");
            case HttpURLConnection.HTTP_CLIENT_TIMEOUT, TOO_MANY_REQUESTS ->
                new FetchException(SOURCE_UNREACHABLE, said);
            default ->
                new FetchException(
                        status >= SERVER_ERRORS ? SOURCE_UNREACHABLE : SOURCE_INVALID,
                        said + (status >= SERVER_ERRORS ? "" : "; correct spec.source.archive.url"));
        };
    }
}

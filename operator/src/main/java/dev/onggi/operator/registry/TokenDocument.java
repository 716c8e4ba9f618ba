package dev.onggi.operator.registry;

import static dev.onggi.operator.registry.RegistryException.Kind.OTHER;
import static dev.onggi.operator.registry.RegistryException.Kind.UNAUTHORIZED;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

/** Reads a token service's answer: a document with the token under one of two names. */
final class TokenDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenDocument() {}

    static String token(URI service, HttpResponse<byte[]> answer) {
        if (answer.statusCode() == HttpURLConnection.HTTP_UNAUTHORIZED
                || answer.statusCode() == HttpURLConnection.HTTP_FORBIDDEN) {
            throw new RegistryException(
                    UNAUTHORIZED,
                    "the token service %s does not accept the user or the password (%d)"
                            .formatted(service.getHost(), answer.statusCode()));
        }
        if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
            throw new RegistryException(
                    OTHER, "the token service %s answered %d".formatted(service.getHost(), answer.statusCode()));
        }
        try {
            var document = JSON.readTree(answer.body());
            return Stream.of("token", "access_token")
                    .map(name -> document.path(name).asText())
                    .filter(token -> !token.isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new RegistryException(
                            OTHER, "the token service %s gave no token".formatted(service.getHost())));
        } catch (IOException e) {
            throw new RegistryException(
                    OTHER, "the token service %s did not answer in JSON".formatted(service.getHost()), e);
        }
    }
}

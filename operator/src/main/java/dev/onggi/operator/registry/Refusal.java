package dev.onggi.operator.registry;

import static dev.onggi.operator.registry.RegistryException.Kind.NOT_FOUND;
import static dev.onggi.operator.registry.RegistryException.Kind.OTHER;
import static dev.onggi.operator.registry.RegistryException.Kind.REFUSED;
import static dev.onggi.operator.registry.RegistryException.Kind.UNAUTHORIZED;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.operator.registry.RegistryException.Kind;
import java.io.IOException;
import java.net.HttpURLConnection;

/** Reads a registry's answer that is not the one asked for. */
final class Refusal {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_DETAIL = 200;
    private static final int UNPROCESSABLE = 422;

    private Refusal() {}

    static RegistryException of(String what, int status, byte[] body) {
        return new RegistryException(
                kind(status), "could not " + what + ": the registry answered " + status + detail(body));
    }

    private static Kind kind(int status) {
        return switch (status) {
            case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN -> UNAUTHORIZED;
            case HttpURLConnection.HTTP_NOT_FOUND -> NOT_FOUND;
            case HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_BAD_METHOD, UNPROCESSABLE -> REFUSED;
            default -> OTHER;
        };
    }

    /** The first error of the specification's error document, if it is one. */
    private static String detail(byte[] body) {
        try {
            var error = JSON.readTree(body).path("errors").path(0);
            var text = error.path("code").asText() + " " + error.path("message").asText();
            return text.isBlank()
                    ? ""
                    : " "
                            + text.strip()
                                    .substring(
                                            0, Math.min(MAX_DETAIL, text.strip().length()));
        } catch (IOException e) {
            return "";
        }
    }
}

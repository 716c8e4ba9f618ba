package dev.onggi.operator.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What stands behind {@code WWW-Authenticate: Bearer}: gives whoever knows a password a token that the registry accepts
 * (https://distribution.github.io/distribution/spec/auth/token/). It runs from this very file: {@code java
 * TokenServer.java}, with the JDK alone.
 *
 * <p>KEYSTORE is a PKCS #12 file with the password of {@link #KEYSTORE_PASSWORD}; its key serves TLS and signs tokens.
 * SERVICE is the registry's name. WRITER and READER are {@code user:password} of who may push, and of who may only pull.
 */
final class TokenServer {

    static final int PORT = 5001;
    static final String ISSUER = "onggi-test";
    static final String KEYSTORE_PASSWORD = "changeit";

    /** The shortest that a client accepts: long tests see a token that was renewed. */
    private static final Duration LIFE = Duration.ofSeconds(60);

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyStore keys;
    private final UnaryOperator<String> environment;

    private TokenServer(KeyStore keys, UnaryOperator<String> environment) {
        this.keys = keys;
        this.environment = environment;
    }

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var file = Files.newInputStream(Path.of(System.getenv("KEYSTORE")))) {
            keys.load(file, KEYSTORE_PASSWORD.toCharArray());
        }
        new TokenServer(keys, System::getenv).start();
        System.out.println("listening on " + PORT);
    }

    private void start() throws IOException, GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, KEYSTORE_PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(PORT), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/token", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            // the newer way, a form in a POST, is one that clients fall back from
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            var user = user(exchange.getRequestHeaders().getFirst("Authorization"));
            var body = user.map(name -> token(name, exchange.getRequestURI().getRawQuery()))
                    .orElse("{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(user.isPresent() ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** WRITER or READER, if the header has the name and the password of one of them. */
    private Optional<String> user(String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return Optional.empty();
        }
        var pair = new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
        return Arrays.asList("WRITER", "READER").stream()
                .filter(user -> pair.equals(environment.apply(user)))
                .findFirst();
    }

    private String token(String user, String query) {
        var now = CLOCK.instant();
        var claims =
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"nbf\":%d,\"iat\":%d,\"jti\":\"%d\",\"access\":[%s]}"
                        .formatted(
                                ISSUER,
                                user,
                                environment.apply("SERVICE"),
                                now.plus(LIFE).getEpochSecond(),
                                now.getEpochSecond(),
                                now.getEpochSecond(),
                                now.toEpochMilli(),
                                access(user, query == null ? "" : query));
        var token = signed(claims);
        return "{\"token\":\"%s\",\"access_token\":\"%s\",\"expires_in\":%d}".formatted(token, token, LIFE.toSeconds());
    }

    /** What is granted of each scope that is asked for, such as {@code repository:team/app:pull,push}. */
    private static String access(String user, String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(parameter -> parameter.startsWith("scope="))
                .map(parameter -> URLDecoder.decode(parameter.substring("scope=".length()), StandardCharsets.UTF_8))
                .flatMap(scopes -> Arrays.stream(scopes.split(" ", -1)))
                .filter(scope -> scope.matches("[a-z]+:[a-z0-9._/-]+:[a-z*,]+"))
                .map(scope -> scope.split(":", -1))
                .map(scope -> "{\"type\":\"%s\",\"name\":\"%s\",\"actions\":[%s]}"
                        .formatted(scope[0], scope[1], actions(user, scope[2])))
                .collect(Collectors.joining(","));
    }

    private static String actions(String user, String wanted) {
        return Arrays.stream(wanted.split(",", -1))
                .filter(action -> user.equals("WRITER") || action.equals("pull"))
                .map(action -> "\"" + action + "\"")
                .collect(Collectors.joining(","));
    }

    /** A JSON Web Token with the certificate that belongs to its key. */
    private String signed(String claims) {
        try {
            var alias = keys.aliases().nextElement();
            var certificate = Base64.getEncoder()
                    .encodeToString(keys.getCertificate(alias).getEncoded());
            var header = "{\"typ\":\"JWT\",\"alg\":\"ES256\",\"x5c\":[\"%s\"]}".formatted(certificate);
            var text = encoded(header.getBytes(StandardCharsets.UTF_8)) + "."
                    + encoded(claims.getBytes(StandardCharsets.UTF_8));
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign((PrivateKey) keys.getKey(alias, KEYSTORE_PASSWORD.toCharArray()));
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return BASE64_URL.encodeToString(bytes);
    }
}

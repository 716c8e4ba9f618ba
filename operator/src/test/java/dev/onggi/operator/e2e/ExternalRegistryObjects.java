package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.ExternalRegistry.NAME;
import static dev.onggi.operator.e2e.ExternalRegistry.READER;
import static dev.onggi.operator.e2e.ExternalRegistry.READER_PASSWORD;
import static dev.onggi.operator.e2e.ExternalRegistry.WRITER;
import static dev.onggi.operator.e2e.ExternalRegistry.WRITER_PASSWORD;

import dev.onggi.operator.e2e.ExternalRegistry.Login;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * What an {@link ExternalRegistry} is made of.
 *
 * @param login how it asks who is there
 * @param host its address and port
 * @param ca its CA
 * @param leaf its certificate
 */
record ExternalRegistryObjects(Login login, String host, CertifiedKey ca, CertifiedKey leaf) {

    private static final Path TOKEN_SERVER = Path.of("src/test/java/dev/onggi/operator/e2e/TokenServer.java");

    /** The cheapest that bcrypt knows. */
    private static final int COST = 4;

    /** The address has to be known before there can be a certificate for it. */
    static String service() {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: external}
                spec:
                  selector: {app: external}
                  ports: [{name: registry, port: 5000}, {name: tokens, port: 5001}]
                """;
    }

    /** Secret and Deployment. */
    String all() {
        return secret() + deployment();
    }

    private String secret() {
        var files = Map.of(
                "tls.crt", leaf.certificatePem().getBytes(StandardCharsets.UTF_8),
                "tls.key", leaf.privateKeyPem().getBytes(StandardCharsets.UTF_8),
                "ca.crt", ca.certificatePem().getBytes(StandardCharsets.UTF_8),
                "tls.p12", keyStore(),
                "htpasswd", htpasswd().getBytes(StandardCharsets.UTF_8),
                "TokenServer.java", tokenServer());
        var data = new TreeMap<>(files)
                .entrySet().stream()
                        .map(file -> "  %s: %s\n"
                                .formatted(file.getKey(), Base64.getEncoder().encodeToString(file.getValue())))
                        .collect(Collectors.joining());
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: %s}\ndata:\n%s---\n".formatted(NAME, data);
    }

    private String deployment() {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: external}
                spec:
                  selector: {matchLabels: {app: external}}
                  strategy: {type: Recreate}
                  template:
                    metadata: {labels: {app: external}}
                    spec:
                      automountServiceAccountToken: false
                      terminationGracePeriodSeconds: 1
                      securityContext: {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, seccompProfile: {type: RuntimeDefault}}
                      containers:
                      - name: external
                        image: docker.io/library/registry:3
                        args: [serve, /etc/distribution/config.yml]
                        env:
                        - {name: OTEL_TRACES_EXPORTER, value: none}
                        - {name: REGISTRY_LOG_ACCESSLOG_DISABLED, value: "true"}
                %s        readinessProbe: {tcpSocket: {port: 5000}, periodSeconds: 1}
                        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                        volumeMounts: [{name: files, mountPath: /etc/external}, {name: images, mountPath: /var/lib/registry}]
                %s      volumes:
                      - {name: files, secret: {secretName: external}}
                      - {name: images, emptyDir: {}}
                """.formatted(variables(), login == Login.TOKEN ? tokens() : "");
    }

    private String variables() {
        var variables = new TreeMap<String, String>();
        if (login != Login.NONE) {
            variables.put("HTTP_TLS_CERTIFICATE", "/etc/external/tls.crt");
            variables.put("HTTP_TLS_KEY", "/etc/external/tls.key");
        }
        if (login == Login.BASIC) {
            variables.put("AUTH_HTPASSWD_REALM", "external");
            variables.put("AUTH_HTPASSWD_PATH", "/etc/external/htpasswd");
        }
        if (login == Login.TOKEN) {
            variables.put("AUTH_TOKEN_REALM", "https://" + tokenHost() + "/token");
            variables.put("AUTH_TOKEN_SERVICE", host);
            variables.put("AUTH_TOKEN_ISSUER", TokenServer.ISSUER);
            variables.put("AUTH_TOKEN_ROOTCERTBUNDLE", "/etc/external/ca.crt");
        }
        return variables.entrySet().stream()
                .map(variable -> "        - {name: REGISTRY_%s, value: \"%s\"}\n"
                        .formatted(variable.getKey(), variable.getValue()))
                .collect(Collectors.joining());
    }

    private String tokenHost() {
        return host.substring(0, host.lastIndexOf(':') + 1) + TokenServer.PORT;
    }

    private String tokens() {
        // the JDK's launcher wants the file where its package says
        return """
                      - name: tokens
                        image: docker.io/library/eclipse-temurin:25-jdk
                        command: [java, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, /src/dev/onggi/operator/e2e/TokenServer.java]
                        env:
                        - {name: KEYSTORE, value: /etc/external/tls.p12}
                        - {name: SERVICE, value: "%s"}
                        - {name: WRITER, value: "%s:%s"}
                        - {name: READER, value: "%s:%s"}
                        readinessProbe: {tcpSocket: {port: 5001}, periodSeconds: 1}
                        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                        volumeMounts:
                        - {name: files, mountPath: /etc/external}
                        - {name: files, mountPath: /src/dev/onggi/operator/e2e/TokenServer.java, subPath: TokenServer.java}
                """.formatted(host, WRITER, WRITER_PASSWORD, READER, READER_PASSWORD);
    }

    private static String htpasswd() {
        return htpasswd(WRITER, WRITER_PASSWORD) + htpasswd(READER, READER_PASSWORD);
    }

    private static String htpasswd(String user, String password) {
        var salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return user + ":" + OpenBSDBCrypt.generate(password.toCharArray(), salt, COST) + "\n";
    }

    private byte[] keyStore() {
        try (var bytes = new ByteArrayOutputStream()) {
            var password = TokenServer.KEYSTORE_PASSWORD.toCharArray();
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", leaf.privateKey(), password, new Certificate[] {leaf.certificate()});
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime can make a PKCS #12 file in memory", e);
        }
    }

    private static byte[] tokenServer() {
        try {
            return Files.readAllBytes(TOKEN_SERVER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.onggi.operator.nodeproxy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Something that answers every request with {@link #ANSWER} over TLS, with a certificate for 127.0.0.1. */
final class TlsRegistry implements AutoCloseable {

    static final String ANSWER = "here are the bytes of a layer";

    private static final CertificateIssuer ISSUER = new CertificateIssuer(Clock.systemUTC(), new SecureRandom());

    private final HttpsServer server;

    private TlsRegistry(HttpsServer server) {
        this.server = server;
    }

    /** Another authority each time. */
    static CertifiedKey authority() {
        return ISSUER.ca();
    }

    /** One that is signed by an authority; port 0 is any that is free. */
    static TlsRegistry start(CertifiedKey ca, int port) throws IOException, GeneralSecurityException {
        var leaf = ISSUER.leaf(ca, new ServerNames(List.of("registry.test"), List.of("127.0.0.1")));
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "leaf", leaf.privateKey(), new char[0], new Certificate[] {leaf.certificate(), ca.certificate()});
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            var body = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new TlsRegistry(server);
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

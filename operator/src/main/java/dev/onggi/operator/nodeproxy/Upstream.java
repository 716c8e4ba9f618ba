package dev.onggi.operator.nodeproxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Connections to the registry. */
final class Upstream {

    private static final int CONNECT_MILLIS = 2000;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final InetSocketAddress registry;
    private final Optional<Authority> authority;
    private final Duration patience;

    /**
     * Connections to a registry.
     *
     * @param authority the CA of its certificate; empty for one that speaks plain HTTP
     * @param patience how long a registry may be away, as while it is replaced, before a connection fails
     */
    Upstream(InetSocketAddress registry, Optional<Authority> authority, Duration patience) {
        this.registry = registry;
        this.authority = authority;
        this.patience = patience;
    }

    /**
     * A connection to speak plain HTTP into: TLS is added here, where the registry wants it.
     *
     * @throws IOException when the registry stays away, or its certificate is not signed by the CA
     */
    Socket open() throws IOException {
        Socket plain = openRaw();
        if (authority.isEmpty()) {
            return plain;
        }
        try {
            SSLSocket secured = (SSLSocket) authority
                    .get()
                    .sockets()
                    .createSocket(plain, registry.getAddress().getHostAddress(), registry.getPort(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the address stands in the certificate
            secured.setSSLParameters(parameters);
            secured.setSoTimeout(Tunnel.IDLE_MILLIS);
            secured.startHandshake();
            return secured;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** A connection for somebody who speaks to the registry as it is. */
    Socket openRaw() throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Socket socket = new Socket();
            try {
                socket.connect(registry, CONNECT_MILLIS);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(Tunnel.IDLE_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                if (System.nanoTime() - end >= 0) {
                    throw new IOException(
                            "the registry at %s:%d cannot be reached: %s"
                                    .formatted(
                                            registry.getAddress().getHostAddress(), registry.getPort(), e.getMessage()),
                            e);
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

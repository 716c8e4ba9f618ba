package dev.onggi.operator.gateway.http;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.KeyCertOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The bounds of what clients can make the gateway do, and the protocols it speaks. */
final class ServerLimits {

    /** Of clients, over all event loops; each costs some 50 KiB while it is used. */
    static final int CONNECTIONS = 1_000;

    /** To the registry, of each event loop. */
    private static final int POOL = 256;
    /** How many requests of an event loop wait for one of them; the rest is told to try again. */
    private static final int QUEUE = 1_000;

    /** To Vert.x: any port that is free, and the same one for all event loops. */
    private static final int ANY_PORT_FOR_ALL = -1;

    private static final int LINE_BYTES = 8 << 10;
    private static final int HEADER_BYTES = 16 << 10;
    private static final int BUFFER_BYTES = 128 << 10;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int KEEP_ALIVE_SECONDS = 60;

    /** Forward secrecy and authenticated encryption; AES-128 first, which is the quickest here and strong enough. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private ServerLimits() {}

    static HttpServerOptions server(int port, Optional<KeyCertOptions> certificate) {
        var options = new HttpServerOptions()
                .setPort(port == 0 ? ANY_PORT_FOR_ALL : port)
                .setHost("::")
                .setUseAlpn(false)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(LINE_BYTES)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxChunkSize(BUFFER_BYTES)
                .setSendBufferSize(-1)
                .setSslHandshakeTimeout(10)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        certificate.ifPresent(pair -> {
            options.setSsl(true)
                    .setKeyCertOptions(pair)
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
            CIPHERS.forEach(options::addEnabledCipherSuite);
        });
        return options;
    }

    static HttpClientOptions client() {
        return new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxWaitQueueSize(QUEUE)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxChunkSize(BUFFER_BYTES)
                // what the registry sends may be compressed already, and is passed on as it is
                .setDecompressionSupported(false)
                .setTcpNoDelay(true);
    }

    static PoolOptions pool() {
        return new PoolOptions().setHttp1MaxSize(POOL);
    }
}

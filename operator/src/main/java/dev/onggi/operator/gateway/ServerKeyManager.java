package dev.onggi.operator.gateway;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Gives each handshake the certificate of the moment, so that a new one is taken over without anything being restarted.
 *
 * <p>HttpServer.updateSSLOptions would do that too, but closes each connection that comes while it loads the new
 * certificate (Vert.x 4.5, TCPServerBase: the server has no context until the new one is complete).
 */
final class ServerKeyManager extends X509ExtendedKeyManager {

    private final AtomicReference<Versions> versions;

    ServerKeyManager(ServerCertificate certificate) {
        versions = new AtomicReference<>(new Versions(1, certificate, certificate));
    }

    /** From now on new handshakes get this one; those that have begun go on with the one they chose. */
    void use(ServerCertificate certificate) {
        versions.updateAndGet(now -> new Versions(now.number() + 1, certificate, now.current()));
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        var now = versions.get();
        return now.current().key().getAlgorithm().equals(keyType) ? Long.toString(now.number()) : null;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return chosen(alias).key();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chosen(alias).chain().toArray(new X509Certificate[0]);
    }

    private ServerCertificate chosen(String alias) {
        var now = versions.get();
        return alias.equals(Long.toString(now.number())) ? now.current() : now.former();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        var alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    /**
     * The certificate that is used, and the one before it.
     *
     * @param number counts the certificates; it is the name under which a handshake gets the one it chose
     */
    private record Versions(long number, ServerCertificate current, ServerCertificate former) {}
}

package dev.onggi.operator.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * Certificate and key of the gateway, in a directory that is a mounted Secret.
 *
 * @param vertx what reads PEM
 * @param directory where tls.crt and tls.key are
 */
record TlsFiles(Vertx vertx, Path directory) implements Watched.Source<ServerCertificate> {

    /** Both files, of one version: the reader of PEM finds what it looks for in either order. */
    @Override
    public byte[] content() throws IOException {
        var version = version();
        return Buffer.buffer()
                .appendBytes(Files.readAllBytes(version.resolve("tls.crt")))
                .appendString("\n")
                .appendBytes(Files.readAllBytes(version.resolve("tls.key")))
                .getBytes();
    }

    @Override
    public ServerCertificate parse(byte[] content) throws IOException {
        var manager = keyManager(content);
        for (String type : List.of("EC", "RSA", "EdDSA")) {
            var aliases = manager.getServerAliases(type, null);
            if (aliases != null && aliases.length > 0) {
                var read = new ServerCertificate(
                        manager.getPrivateKey(aliases[0]), List.of(manager.getCertificateChain(aliases[0])));
                check(read.key(), read.chain().getFirst());
                return read;
            }
        }
        throw new IOException("tls.crt in " + directory + " has a key that is neither EC nor RSA nor Ed25519");
    }

    private X509KeyManager keyManager(byte[] content) throws IOException {
        var pem = Buffer.buffer(content);
        var pair = new PemKeyCertOptions().setCertValue(pem).setKeyValue(pem);
        try {
            for (KeyManager manager : pair.getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509KeyManager x509) {
                    return x509;
                }
            }
        } catch (Exception e) { // what Vert.x declares
            throw new IOException("tls.crt or tls.key in " + directory + " is no PEM that can be used", e);
        }
        throw new IOException("this Java runtime has no X.509");
    }

    /** The kubelet swaps the link ..data: files read through it, one after the other, might be of two versions. */
    private Path version() throws IOException {
        var data = directory.resolve("..data");
        return Files.exists(data) ? data.toRealPath() : directory;
    }

    private void check(PrivateKey key, X509Certificate certificate) throws IOException {
        try {
            var signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "EC" -> "SHA256withECDSA";
                        case "RSA" -> "SHA256withRSA";
                        default -> "Ed25519";
                    });
            signature.initSign(key);
            var signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("tls.key in " + directory + " cannot be used: " + e.getMessage(), e);
        }
        throw new IOException("tls.key in " + directory + " is not the key of tls.crt");
    }
}

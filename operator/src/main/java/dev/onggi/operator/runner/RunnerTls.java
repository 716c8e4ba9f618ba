package dev.onggi.operator.runner;

import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.builder.api.MutualTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * The certificate that the operator made for this builder, and the CAs that the operator's own is of.
 *
 * @param directory where tls.crt, tls.key and ca.crt are
 */
record RunnerTls(Path directory) {

    SSLContext context() throws IOException, GeneralSecurityException {
        var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der("tls.key")));
        return MutualTls.context(certificates("tls.crt").getFirst(), key, certificates("ca.crt"), BuilderApi.OPERATOR);
    }

    private List<X509Certificate> certificates(String file) throws IOException, GeneralSecurityException {
        var content = new ByteArrayInputStream(Files.readAllBytes(directory.resolve(file)));
        return CertificateFactory.getInstance("X.509").generateCertificates(content).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** The one block of a PEM file. */
    private byte[] der(String file) throws IOException {
        var text = Files.readString(directory.resolve(file))
                .lines()
                .filter(line -> !line.startsWith("-----"))
                .reduce("", String::concat);
        return Base64.getDecoder().decode(text);
    }
}

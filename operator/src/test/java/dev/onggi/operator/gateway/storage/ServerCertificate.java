package dev.onggi.operator.gateway.storage;

import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** A certificate for 127.0.0.1, of an authority that nobody knows, as files. */
record ServerCertificate(Path authority, Path certificate, Path key) {

    static ServerCertificate in(Path directory) throws IOException {
        var issuer = new CertificateIssuer(Clock.systemUTC(), new SecureRandom());
        var ca = issuer.ca();
        var leaf = issuer.leaf(ca, new ServerNames(List.of("localhost"), List.of("127.0.0.1")));
        return new ServerCertificate(
                Files.writeString(directory.resolve("ca.crt"), ca.certificatePem()),
                Files.writeString(directory.resolve("tls.crt"), leaf.certificatePem()),
                Files.writeString(directory.resolve("tls.key"), leaf.privateKeyPem()));
    }
}

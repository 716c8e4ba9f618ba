package dev.onggi.operator.builder;

import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.builder.api.MutualTls;
import dev.onggi.operator.localregistry.AuthoritySecret;
import dev.onggi.operator.localregistry.certificate.Authority;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Certificates of the operator's CA: a builder's, made with its Pod, and the operator's own, made with each connection and
 * kept nowhere. So an operator that was killed gets back to its builders, and nobody else has what it takes.
 */
final class BuilderTls {

    private final KubernetesClient client;
    private final String namespace;
    private final CertificateIssuer issuer;

    /** @param namespace where the operator keeps its CA */
    BuilderTls(KubernetesClient client, String namespace, CertificateIssuer issuer) {
        this.client = client;
        this.namespace = namespace;
        this.issuer = issuer;
    }

    /** A new certificate for the builder of a namespace. */
    TlsMaterial builder(String builderNamespace) {
        var authority = authority();
        var names = new ServerNames(List.of(BuilderApi.builder(builderNamespace)), List.of());
        var leaf = issuer.leaf(authority.current(), names);
        return new TlsMaterial(leaf.certificatePem(), leaf.privateKeyPem(), authority.bundle());
    }

    /** How the operator talks to the builder of a namespace, and to nobody else who answers there. */
    SSLContext operator(String builderNamespace) throws GeneralSecurityException {
        var authority = authority();
        var leaf = issuer.client(authority.current(), BuilderApi.OPERATOR);
        return MutualTls.context(
                leaf.certificate(), leaf.privateKey(), trusted(authority), BuilderApi.builder(builderNamespace));
    }

    private static List<X509Certificate> trusted(Authority authority) {
        return Stream.concat(Stream.of(authority.current()), authority.next().stream())
                .map(pair -> pair.certificate())
                .toList();
    }

    private Authority authority() {
        var secret = client.secrets()
                .inNamespace(namespace)
                .withName(AuthoritySecret.NAME)
                .get();
        if (secret != null) {
            return AuthoritySecret.read(secret);
        }
        // no registry has needed one yet
        var first = new Authority(issuer.ca(), Optional.empty());
        try {
            client.resource(AuthoritySecret.of(first, namespace, null)).create();
            return first;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            return authority();
        }
    }
}

package dev.onggi.operator.builder.resource;

import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;
import dev.onggi.operator.localregistry.resource.CertificateSecrets;
import dev.onggi.operator.localregistry.resource.SecretData;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a builder's Pod is made with and is not to be seen: the runner's certificate, and the order that the Pod is started
 * for, with its credential. One per Pod, which takes it along.
 */
public final class BuilderSecret {

    /** A Secret holds a MiB, and base64 makes four bytes of three. A longer order is handed over as all others are. */
    private static final int LONGEST_ORDER = 512 << 10;

    /** Key of BuildKit's configuration, which comes the same way. */
    static final String BUILDKITD_TOML = "buildkitd.toml";

    private BuilderSecret() {}

    /** The name by which a Pod asks for its Secret. */
    public static String nameIn(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(BuilderVolumes.TLS))
                .map(volume -> volume.getSecret().getSecretName())
                .findFirst()
                .orElseThrow();
    }

    /**
     * The Secret of a Pod.
     *
     * @param first the build that the runner begins with, before anybody can reach it
     */
    public static Secret of(Pod pod, TlsMaterial tls, String buildkitdToml, Optional<BuildOrder> first) {
        var metadata = pod.getMetadata();
        var owner = new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .build();
        var data = new TreeMap<String, String>();
        data.put(CertificateSecrets.CERTIFICATE, tls.certificate());
        data.put(CertificateSecrets.PRIVATE_KEY, tls.privateKey());
        data.put(CertificateSecrets.CA_CERTIFICATE, tls.authorities());
        data.put(BUILDKITD_TOML, buildkitdToml);
        data.put(
                BuilderApi.FIRST_ORDER,
                first.map(BuilderApi::write)
                        .filter(order -> order.length <= LONGEST_ORDER)
                        .map(order -> new String(order, StandardCharsets.UTF_8))
                        .orElse(""));
        return new SecretBuilder()
                .withMetadata(BuilderMetadata.of(metadata.getNamespace(), List.of(owner))
                        .withName(nameIn(pod))
                        .build())
                .withImmutable(true)
                .withData(SecretData.encode(data))
                .build();
    }
}

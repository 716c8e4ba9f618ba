package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.certificate.Authority;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the operator's CA, which signs the certificates of all registries, in one Secret in the operator's namespace. It
 * is made the first time that it is needed, and renewed in its time; whoever deletes the Secret gets a new CA, and with it
 * new certificates everywhere.
 */
final class CertificateAuthority {

    /** Name of the Secret. */
    static final String SECRET = AuthoritySecret.NAME;

    private static final Logger LOG = Logger.getLogger(CertificateAuthority.class);

    private final ResourceID id;
    private final KubernetesClient client;
    private final InformerEventSource<Secret, LocalRegistry> source;
    private final CertificateIssuer issuer;
    private final Clock clock;

    CertificateAuthority(
            String namespace,
            KubernetesClient client,
            InformerEventSource<Secret, LocalRegistry> source,
            CertificateIssuer issuer,
            Clock clock) {
        this.id = new ResourceID(SECRET, namespace);
        this.client = client;
        this.source = source;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * The CA, renewed where it is time.
     *
     * @throws AuthorityUnusableException where the Secret is there and holds no CA
     */
    synchronized Authority current() {
        var secret = source.get(id).orElseGet(this::create);
        var authority = AuthoritySecret.read(secret);
        return switch (authority.step(clock.instant())) {
            case NONE -> authority;
            case ADD_NEXT -> write(secret, new Authority(authority.current(), Optional.of(issuer.ca())));
            case MOVE_TO_NEXT -> write(secret, new Authority(authority.next().orElseThrow(), Optional.empty()));
        };
    }

    private Secret create() {
        try {
            var created = client.resource(AuthoritySecret.of(
                            new Authority(issuer.ca(), Optional.empty()),
                            id.getNamespace().orElseThrow(),
                            null))
                    .create();
            source.handleRecentResourceCreate(id, created);
            return created;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // the informer has not heard of it yet: another instance was quicker
            return client.secrets()
                    .inNamespace(id.getNamespace().orElseThrow())
                    .withName(SECRET)
                    .require();
        }
    }

    private Authority write(Secret before, Authority authority) {
        var written = client.resource(AuthoritySecret.of(
                        authority,
                        id.getNamespace().orElseThrow(),
                        before.getMetadata().getUid()))
                .fieldManager(Labels.ONGGI)
                .forceConflicts()
                .serverSideApply();
        source.handleRecentResourceUpdate(id, written, before);
        LOG.infof(
                "CA renewed: current=%s next=%s",
                authority.current().certificate().getNotAfter().toInstant(),
                authority.next().map(next -> next.certificate().getNotAfter().toInstant()));
        return authority;
    }
}

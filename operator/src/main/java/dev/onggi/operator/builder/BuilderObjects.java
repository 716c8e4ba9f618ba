package dev.onggi.operator.builder;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.builder.resource.BuilderClaim;
import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.builder.resource.BuilderNetworkPolicy;
import dev.onggi.operator.builder.resource.BuilderPod;
import dev.onggi.operator.builder.resource.BuilderSecret;
import dev.onggi.operator.builder.resource.SharedBuilderSettings;
import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.imagebuild.step.NameTakenException;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Makes and removes the objects of builders. Every call may be repeated. */
final class BuilderObjects {

    private static final Logger LOG = Logger.getLogger(BuilderObjects.class);

    private final KubernetesClient client;
    private final BuilderTls tls;
    private final SharedBuilderSettings settings;
    private final BuilderOwnership ownership;

    /** UID of the Pod whose Secret was made last, by namespace. */
    private final Map<String, String> provided = new ConcurrentHashMap<>();

    private final Clock clock;

    BuilderObjects(
            KubernetesClient client,
            BuilderTls tls,
            SharedBuilderSettings settings,
            BuilderOwnership ownership,
            Clock clock) {
        this.ownership = ownership;
        this.clock = clock;
        this.client = client;
        this.tls = tls;
        this.settings = settings;
    }

    /**
     * The Pod that a registry and the sources of its users ask for.
     *
     * @param current the one that is there, which need not go because it can do more than is asked for
     */
    BuilderPod desired(
            String namespace,
            PushTarget registry,
            Collection<ImageBuild> users,
            Optional<PersistentVolumeClaim> claim,
            Optional<Pod> current) {
        var size = claim.map(BuilderClaim::size).orElseGet(() -> BuilderClaim.size(users, claim));
        var fetches = current.filter(BuilderPod::fetches).isPresent()
                || users.stream().anyMatch(BuilderObjects::hasRepository);
        return new BuilderPod(namespace, registry, size, fetches, settings);
    }

    /** One with a credential of the user's is fetched in a Pod of its own. */
    private static boolean hasRepository(ImageBuild user) {
        var git = user.getSpec().source().git();
        return git != null && git.secretRef() == null;
    }

    /**
     * Starts a builder that is not there: its claim and NetworkPolicy first, and its Secret after the Pod that it belongs
     * to, for which the kubelet waits.
     *
     * @param first the build that it is started for, which comes with the Secret: so it begins before the first connection
     * @throws NameTakenException where an object of the name is somebody else's
     */
    void start(String namespace, PushTarget registry, Collection<ImageBuild> users, BuildOrder first) {
        var current = Optional.ofNullable(client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(BuilderMetadata.NAME)
                .get());
        current.ifPresent(this::requireOurs);
        var owners = BuilderMetadata.owners(users);
        var claim = claim(namespace, owners, BuilderClaim.size(users, current), current);
        apply(BuilderNetworkPolicy.of(claim, settings.operatorNamespace(), settings.deniedNetworks()));
        var desired = desired(namespace, registry, users, Optional.of(claim), Optional.empty());
        var pod = create(desired.pod(owners, clock.instant()));
        createSecret(pod, desired, Optional.of(first));
        provided.put(namespace, pod.getMetadata().getUid());
    }

    /** The claim, of the size that is wanted where it can have it: not every storage class lets a claim grow. */
    private PersistentVolumeClaim claim(
            String namespace, List<OwnerReference> owners, String size, Optional<PersistentVolumeClaim> current) {
        try {
            return apply(BuilderClaim.of(namespace, owners, size));
        } catch (KubernetesClientException e) {
            if (current.isEmpty() || BuilderClaim.size(current.get()).equals(size)) {
                throw e;
            }
            LOG.infof("claim of a builder stays as it is: namespace=%s cause=%s", namespace, e.getMessage());
            return apply(BuilderClaim.of(namespace, owners, BuilderClaim.size(current.get())));
        }
    }

    /** Whether this operator has made the Secret of a Pod; one before it may have been killed in between. */
    boolean hasProvided(Pod pod) {
        var metadata = pod.getMetadata();
        return metadata.getUid().equals(provided.get(metadata.getNamespace()));
    }

    /** Makes the Secret that a Pod waits for, where it is not there. Its first build is handed over as all others are. */
    void provide(Pod pod, BuilderPod desired) {
        var name = BuilderSecret.nameIn(pod);
        if (client.secrets().inNamespace(desired.namespace()).withName(name).get() == null) {
            createSecret(pod, desired, Optional.empty());
        }
    }

    private void createSecret(Pod pod, BuilderPod desired, Optional<BuildOrder> first) {
        try {
            client.resource(BuilderSecret.of(pod, tls.builder(desired.namespace()), desired.buildkitdToml(), first))
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // the Pod was there already, and so is its Secret
        }
    }

    private Pod create(Pod pod) {
        try {
            return client.resource(pod).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            var there = client.resource(pod).require();
            requireOurs(there);
            return there;
        }
    }

    /** Has the objects stay for another ImageBuild. */
    void keepFor(Collection<ImageBuild> users, Optional<PersistentVolumeClaim> claim, Optional<Pod> pod) {
        var owners = BuilderMetadata.owners(users);
        claim.filter(known -> known.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(known ->
                        apply(BuilderClaim.of(known.getMetadata().getNamespace(), owners, BuilderClaim.size(known))));
        pod.filter(known -> known.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(known -> apply(new PodBuilder()
                        .withNewMetadata()
                        .withName(known.getMetadata().getName())
                        .withNamespace(known.getMetadata().getNamespace())
                        .withUid(known.getMetadata().getUid())
                        .withOwnerReferences(owners)
                        .endMetadata()
                        .build()));
    }

    /** Removes a Pod, if it is still the one that was seen. */
    void remove(Pod pod) {
        requireOurs(pod);
        delete(pod);
    }

    /** Removes a claim, and with it what belongs to it. */
    void remove(PersistentVolumeClaim claim) {
        requireOurs(claim);
        if (claim.getMetadata().getDeletionTimestamp() == null) {
            delete(claim);
        }
    }

    private void delete(HasMetadata object) {
        try {
            client.resource(object)
                    .lockResourceVersion(object.getMetadata().getResourceVersion())
                    .delete();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // it has changed, of which the informer is about to tell
        }
    }

    private <R extends HasMetadata> R apply(R desired) {
        return client.resource(desired)
                .fieldManager(Labels.ONGGI)
                .forceConflicts()
                .serverSideApply();
    }

    private void requireOurs(HasMetadata object) {
        if (!ownership.isOurs(object)) {
            throw NameTakenException.ofBuilder(object);
        }
    }
}

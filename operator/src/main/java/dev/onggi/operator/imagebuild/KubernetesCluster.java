package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.resource.Children;
import dev.onggi.operator.imagebuild.step.Cluster;
import dev.onggi.operator.imagebuild.step.NameTakenException;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.Optional;

/** The cluster of one reconciliation. */
final class KubernetesCluster implements Cluster {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Labels.ONGGI)
            .withForce(true)
            .build();

    /** Admission speaks of quota where it will change its mind by itself: that is no denial. */
    private static final String QUOTA = "exceeded quota";

    private final ImageBuild owner;
    private final Context<ImageBuild> context;
    private final KubernetesClient client;

    KubernetesCluster(ImageBuild owner, Context<ImageBuild> context) {
        this.owner = owner;
        this.context = context;
        this.client = context.getClient();
    }

    @Override
    public <R extends HasMetadata> R apply(R desired, Optional<R> current) {
        // what the informer does not have may be there all the same: unlabelled, or not yet seen
        var known = current.or(() -> Optional.ofNullable(client.resource(desired).get()));
        if (known.isPresent()) {
            requireOwned(known.get());
            if (matches(desired, known.get())) {
                return known.get();
            }
        }
        return client.resource(desired).patch(APPLY, desired);
    }

    @Override
    public void create(ConfigMap inputs) {
        try {
            client.resource(inputs).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    @Override
    public PodCreation create(Pod pod) {
        try {
            return new PodCreation.Created(client.resource(pod).create());
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT -> existing(pod);
                case HttpURLConnection.HTTP_FORBIDDEN -> denied(e);
                default -> throw e;
            };
        }
    }

    @Override
    public void delete(HasMetadata object) {
        requireOwned(object);
        client.resource(object).delete();
    }

    @Override
    public boolean exists(String namespace, String pod) {
        return client.pods().inNamespace(namespace).withName(pod).get() != null;
    }

    @Override
    public Optional<String> newestWarning(Pod pod) {
        return client
                .events()
                .v1()
                .events()
                .inNamespace(pod.getMetadata().getNamespace())
                .withField("regarding.uid", pod.getMetadata().getUid())
                .list()
                .getItems()
                .stream()
                .filter(event -> "Warning".equals(event.getType()))
                .max(Comparator.comparing((Event event) -> event.getMetadata().getCreationTimestamp()))
                .map(Event::getNote);
    }

    /** The Pod that is there: this build's own from before the operator was killed, or another build of its number. */
    private PodCreation existing(Pod desired) {
        var there = client.resource(desired).get();
        if (there == null) {
            throw new IllegalStateException("Pod " + desired.getMetadata().getName() + " is there and is not");
        }
        requireOwned(there);
        var wanted = desired.getMetadata().getAnnotations().get(Labels.FINGERPRINT);
        var found = there.getMetadata().getAnnotations().get(Labels.FINGERPRINT);
        if (!wanted.equals(found)) {
            throw new IllegalStateException("build number of Pod %s was given twice: the informer lags behind"
                    .formatted(desired.getMetadata().getName()));
        }
        return new PodCreation.Created(there);
    }

    private static PodCreation denied(KubernetesClientException e) {
        var status = e.getStatus() == null ? null : e.getStatus().getMessage();
        var message = status == null ? e.getMessage() : status;
        if (message.contains(QUOTA)) {
            throw e;
        }
        return new PodCreation.Denied(message);
    }

    private void requireOwned(HasMetadata object) {
        if (!Children.isOwnedBy(owner, object)) {
            throw new NameTakenException(object);
        }
    }

    private <R extends HasMetadata> boolean matches(R desired, R actual) {
        return SSABasedGenericKubernetesResourceMatcher.<R>getInstance().matches(actual, desired, context);
    }
}

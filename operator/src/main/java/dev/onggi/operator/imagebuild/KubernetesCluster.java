package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.Handing;
import dev.onggi.operator.builder.ReportedBuild;
import dev.onggi.operator.builder.SharedBuilders;
import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.event.PodWarnings;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.imagebuild.resource.Children;
import dev.onggi.operator.imagebuild.step.ClaimUsers;
import dev.onggi.operator.imagebuild.step.Cluster;
import dev.onggi.operator.imagebuild.step.NameTakenException;
import dev.onggi.operator.imagebuild.step.RejectedException;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The cluster of one reconciliation. */
final class KubernetesCluster implements Cluster {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Labels.ONGGI)
            .withForce(true)
            .build();

    /** Admission speaks of quota where it will change its mind by itself: that is no denial. */
    private static final String QUOTA = "exceeded quota";

    private static final int UNPROCESSABLE = 422;

    /** What server-side apply begins with, as an error of the server's own (500), where its schema has no such field. */
    private static final Pattern UNKNOWN_FIELDS =
            Pattern.compile("failed to create typed patch object \\([^)]*\\):\\s*");

    /** As many as a message names. */
    private static final int MOST_USERS = 3;

    private final ImageBuild owner;
    private final Context<ImageBuild> context;
    private final KubernetesClient client;
    private final SharedBuilders builders;
    private final NodesWithoutUserNamespaces nodes;

    KubernetesCluster(
            ImageBuild owner, Context<ImageBuild> context, SharedBuilders builders, NodesWithoutUserNamespaces nodes) {
        this.owner = owner;
        this.nodes = nodes;
        this.builders = builders;
        this.context = context;
        this.client = context.getClient();
    }

    @Override
    public <R extends HasMetadata> R apply(R desired, Optional<R> current) {
        // what the informer does not have may be there all the same: unlabelled, or not yet seen
        var known =
                current.or(() -> Optional.ofNullable(client.resource(desired).get()));
        if (known.isPresent()) {
            requireOwned(known.get());
            if (matches(desired, known.get())) {
                return known.get();
            }
        }
        try {
            return client.newClient(atOnce())
                    .adapt(KubernetesClient.class)
                    .resource(desired)
                    .patch(APPLY, desired);
        } catch (KubernetesClientException e) {
            if (e.getCode() == UNPROCESSABLE) {
                throw new RejectedException(desired, words(e), e);
            }
            var unknown = UNKNOWN_FIELDS.matcher(words(e));
            if (unknown.lookingAt()) {
                throw new RejectedException(desired, words(e).substring(unknown.end()), e);
            }
            throw e;
        }
    }

    /** The client repeats what ends with 500 for minutes, and a field that there is not ends so: reconciliations repeat it. */
    private RequestConfig atOnce() {
        return new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    @Override
    public void provide(ConfigMap inputs) {
        if (!isOfSamePod(inputs)) {
            create(inputs);
        }
    }

    @Override
    public void create(ConfigMap inputs) {
        try {
            client.resource(inputs).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            requireInputs(inputs, e);
        }
    }

    /** Those of this Pod that somebody else made in this moment, or, on their way out, those of a Pod that is gone. */
    private void requireInputs(ConfigMap inputs, KubernetesClientException conflict) {
        var there = client.resource(inputs).get();
        if (there == null || isOfSamePod(inputs)) {
            return;
        }
        var ofAnotherPod = there.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getKind().equals("Pod")
                        && owner.getName().equals(inputs.getMetadata().getName()));
        if (ofAnotherPod) {
            throw conflict;
        }
        throw new NameTakenException(there);
    }

    @Override
    public PodCreation create(Pod pod) {
        try {
            return new PodCreation.Created(client.resource(pod).create());
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT -> existing(pod);
                // a policy, a webhook that says no without a code of its own, and what the API server finds invalid
                case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE -> denied(e);
                default -> throw e;
            };
        }
    }

    @Override
    public PodCreation hand(BuildPlan plan, int number, int attempt) {
        try {
            return switch (builders.hand(plan, number, attempt)) {
                case Handing.Handed handed -> new PodCreation.Created(handed.build());
                case Handing.Waiting waiting ->
                    new PodCreation.Postponed(
                            new Summary.InProgress(ImageBuildReasons.BUILDER_STARTING, waiting.message()));
                case Handing.Troubled troubled ->
                    new PodCreation.Postponed(new Summary.Retrying(troubled.reason(), troubled.message()));
            };
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE -> denied(e);
                default -> throw e;
            };
        }
    }

    @Override
    public void delete(HasMetadata object) {
        if (ReportedBuild.is(object)) {
            builders.forget(object);
            return;
        }
        if (object.getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        requireOwned(object);
        try {
            // of this version: an object of the same name may have taken the place of the one that was seen
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

    @Override
    public boolean exists(String namespace, String pod) {
        return BuilderMetadata.NAME.equals(pod)
                ? builders.mayHaveBuilds(owner)
                : client.pods().inNamespace(namespace).withName(pod).get() != null;
    }

    @Override
    public Optional<Summary> outOfReach(String pod) {
        return BuilderMetadata.NAME.equals(pod)
                ? builders.outOfReach(owner).map(trouble -> new Summary.Retrying(trouble.reason(), trouble.message()))
                : Optional.empty();
    }

    @Override
    public Optional<String> newestWarning(Pod pod) {
        return PodWarnings.newest(client, pod);
    }

    @Override
    public List<String> usersOf(String claim, Pod except) {
        return client.pods().inNamespace(except.getMetadata().getNamespace()).list().getItems().stream()
                .filter(pod ->
                        !pod.getMetadata().getUid().equals(except.getMetadata().getUid()))
                .filter(pod -> ClaimUsers.uses(pod, claim))
                .map(ClaimUsers::description)
                .sorted()
                .limit(MOST_USERS)
                .toList();
    }

    @Override
    public boolean hasNodesWithoutUserNamespaces() {
        return nodes.wereMet();
    }

    @Override
    public void metNodeWithoutUserNamespaces() {
        nodes.met();
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
        var message = words(e);
        return message.contains(QUOTA) ? new PodCreation.OverQuota(message) : new PodCreation.Denied(message);
    }

    private static String words(KubernetesClientException e) {
        var status = e.getStatus() == null ? null : e.getStatus().getMessage();
        return status == null ? e.getMessage() : status;
    }

    /** Inputs of the same name may be those of a Pod that is gone, on their way out with it. */
    private boolean isOfSamePod(ConfigMap inputs) {
        var there = client.resource(inputs).get();
        return there != null
                && there.getMetadata()
                        .getOwnerReferences()
                        .equals(inputs.getMetadata().getOwnerReferences());
    }

    private void requireOwned(HasMetadata object) {
        if (object.getMetadata().getDeletionTimestamp() != null) {
            throw new IllegalStateException("%s %s is being deleted"
                    .formatted(object.getKind(), object.getMetadata().getName()));
        }
        if (!Children.isOwnedBy(owner, object)) {
            throw new NameTakenException(object);
        }
    }

    private <R extends HasMetadata> boolean matches(R desired, R actual) {
        return SSABasedGenericKubernetesResourceMatcher.<R>getInstance().matches(actual, desired, context);
    }
}

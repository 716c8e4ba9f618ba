package dev.onggi.operator.imagebuild;

import dev.onggi.operator.imagebuild.step.Targets.Write;
import dev.onggi.operator.rollout.TargetWorkload;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * Sets the image of a workload of somebody else, in the name of a ServiceAccount of the workload's own namespace: the
 * rights that count are that account's, not the operator's.
 */
final class TargetWriter {

    /** By force: whoever wrote the workload has written an image, too. */
    private static final PatchContext ONE_FIELD = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(TargetWorkload.FIELD_MANAGER)
            .withForce(true)
            .build();

    /** What the API server says of rights, in the place of what admission says, which has the same code. */
    private static final String NO_RIGHT = "\" cannot patch resource \"";

    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;

    TargetWriter(KubernetesClient client) {
        this.client = client;
    }

    Optional<TargetWorkload> fresh(TargetWorkload seen) {
        return Optional.ofNullable(client.resource(seen.object()).get()).map(TargetWorkload::new);
    }

    Write setImage(TargetWorkload target, String container, String image, String serviceAccount) {
        var patch = target.withImage(container, image);
        try {
            // closing it would close the one that it was made from
            var account = as(patch.getMetadata().getNamespace(), serviceAccount);
            return new Write.Done(new TargetWorkload(account.resource(patch).patch(ONE_FIELD, patch)));
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                // the UID is another one, or there is none
                case HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND -> new Write.Gone();
                case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
                    refused(e, user(patch.getMetadata().getNamespace(), serviceAccount));
                default -> throw e;
            };
        }
    }

    private static Write refused(KubernetesClientException e, String user) {
        var words = e.getStatus() == null || e.getStatus().getMessage() == null
                ? e.getMessage()
                : e.getStatus().getMessage();
        if (words.contains("cannot impersonate")) {
            throw e;
        }
        return words.contains("User \"" + user + NO_RIGHT) ? new Write.Forbidden() : new Write.Refused(words);
    }

    /** The API server adds the groups that a ServiceAccount is in, where none are named. */
    private KubernetesClient as(String namespace, String serviceAccount) {
        return client.newClient(new RequestConfigBuilder()
                        .withImpersonateUsername(user(namespace, serviceAccount))
                        .build())
                .adapt(KubernetesClient.class);
    }

    /** The schema lets no colon into the name, so that it is an account of this namespace and no other. */
    private static String user(String namespace, String serviceAccount) {
        return "system:serviceaccount:%s:%s".formatted(namespace, serviceAccount);
    }
}

package dev.onggi.operator.webhook;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.resource.Children;
import dev.onggi.operator.imagebuild.resource.WatchPodFactory;
import dev.onggi.operator.model.ImageBuildNames;
import dev.onggi.operator.model.WatchedNamespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads the Secret at each event and keeps nothing, so that another secret counts at once. The git server is asked by the
 * Pod that watches, which asks when it starts: it is deleted, and the reconciliation makes it anew. While a build runs there
 * is none, and the one after it asks anyway; so an event is not lost with the operator either.
 */
public final class KubernetesHooks implements Hooks {

    /** The key of the Secret. */
    private static final String KEY = "token";

    private final KubernetesClient client;
    private final WatchedNamespaces watched;

    /** Hooks of a cluster. */
    public KubernetesHooks(KubernetesClient client, WatchedNamespaces watched) {
        this.client = client;
        this.watched = watched;
    }

    @Override
    public Optional<byte[]> secret(String namespace, String imageBuild) {
        return find(namespace, imageBuild)
                .map(found -> found.getSpec().triggers())
                .map(triggers -> triggers.webhook())
                .map(webhook -> webhook.secretRef().name())
                .map(name ->
                        client.secrets().inNamespace(namespace).withName(name).get())
                .map(secret -> secret.getData())
                .map(data -> data.get(KEY))
                .map(Base64.getDecoder()::decode)
                .filter(secret -> secret.length > 0);
    }

    @Override
    public void ask(String namespace, String imageBuild) {
        find(namespace, imageBuild).ifPresent(owner -> {
            var pod = client.pods()
                    .inNamespace(namespace)
                    .withName(new ImageBuildNames(imageBuild).watch())
                    .get();
            if (pod != null && WatchPodFactory.isWatch(pod) && Children.isOwnedBy(owner, pod)) {
                client.resource(pod).delete();
            }
        });
    }

    private Optional<ImageBuild> find(String namespace, String name) {
        // in others there may be one, which is nobody's business here
        return watched.contains(namespace)
                ? Optional.ofNullable(client.resources(ImageBuild.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                : Optional.empty();
    }
}

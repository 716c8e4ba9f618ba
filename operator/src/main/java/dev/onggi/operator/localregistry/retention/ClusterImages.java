package dev.onggi.operator.localregistry.retention;

import dev.onggi.api.v1alpha1.ImageBuild;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads what the whole cluster uses, page by page and at the moment of a collection only: informers of every workload of
 * the cluster would be most of the operator's memory, for something that is asked once a night.
 */
public final class ClusterImages {

    private static final long PAGE = 250;

    private final KubernetesClient client;

    /** A reader. */
    public ClusterImages(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What is used of a registry, in any namespace.
     *
     * @param hosts the registry's names
     * @throws io.fabric8.kubernetes.client.KubernetesClientException where anything could not be read: half of the truth
     *     would get images deleted that are in use
     */
    UsedImages of(Set<String> hosts) {
        var used = new UsedImages();
        for (var kind : WorkloadKind.values()) {
            workloads(kind, "", object -> used.add(ImageMentions.in(object.getAdditionalProperties()), hosts));
        }
        Function<ListOptions, KubernetesResourceList<ImageBuild>> imageBuilds =
                options -> client.resources(ImageBuild.class).inAnyNamespace().list(options);
        pages(imageBuilds, imageBuild -> used.add(ImageMentions.in(imageBuild), hosts));
        return used;
    }

    /**
     * Goes through all objects of a kind.
     *
     * @param namespace where; empty: everywhere
     */
    public void workloads(WorkloadKind kind, String namespace, Consumer<GenericKubernetesResource> each) {
        var all = client.genericKubernetesResources(kind.context());
        Function<ListOptions, GenericKubernetesResourceList> list = options -> namespace.isEmpty()
                ? all.inAnyNamespace().list(options)
                : all.inNamespace(namespace).list(options);
        pages(list, each);
    }

    private static <R extends HasMetadata> void pages(
            Function<ListOptions, ? extends KubernetesResourceList<R>> list, Consumer<R> each) {
        var next = "";
        do {
            var page = list.apply(new ListOptionsBuilder()
                    .withLimit(PAGE)
                    .withContinue(next.isEmpty() ? null : next)
                    .build());
            List<R> items = page.getItems();
            items.forEach(each);
            next = page.getMetadata() == null || page.getMetadata().getContinue() == null
                    ? ""
                    : page.getMetadata().getContinue();
        } while (!next.isEmpty());
    }
}

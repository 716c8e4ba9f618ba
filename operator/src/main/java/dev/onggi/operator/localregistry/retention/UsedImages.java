package dev.onggi.operator.localregistry.retention;

import dev.onggi.operator.model.ImageName;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the cluster uses of a registry.
 *
 * <p>A digest counts under whatever name it is mentioned: the content is the same, and of an image that a node has under
 * several names, the kubelet may report any. A tag counts only under the registry's own names, since other registries have
 * repositories of the same path.
 *
 * @param digests in the form sha256:…
 * @param tags in the form repository:tag
 */
record UsedImages(SortedSet<String> digests, SortedSet<String> tags) {

    UsedImages() {
        this(new TreeSet<>(), new TreeSet<>());
    }

    /**
     * Adds what is mentioned.
     *
     * @param references references as objects of the cluster have them
     * @param hosts the registry's names, each with its port
     */
    void add(Collection<String> references, Set<String> hosts) {
        for (var reference : references) {
            ImageName.parse(reference).ifPresent(name -> add(name, hosts));
        }
    }

    private void add(ImageName name, Set<String> hosts) {
        name.digest().ifPresent(digest -> digests.add(digest.value()));
        if (hosts.contains(name.host())) {
            name.tag().ifPresent(tag -> tags.add(name.repository() + ":" + tag));
        }
    }
}

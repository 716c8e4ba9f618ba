package dev.onggi.operator.cli;

import dev.onggi.operator.localregistry.retention.ImageMentions;
import dev.onggi.operator.model.ImageName;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who uses which image: workloads, the revisions that they can go back to, and Pods. */
final class Usage {

    /** Kinds that are made by another, which is listed itself and says more. */
    private static final Set<String> MADE = Set.of("ReplicaSet", "ControllerRevision");

    private final Map<String, SortedSet<String>> usersByDigest = new TreeMap<>();
    private final Map<String, SortedSet<String>> usersByTag = new TreeMap<>();
    private final Set<String> hosts;

    /**
     * Nobody yet.
     *
     * @param hosts the registry's names
     */
    Usage(Set<String> hosts) {
        this.hosts = hosts;
    }

    /** Takes up what a workload, a revision of one or a Pod uses. */
    void add(GenericKubernetesResource object) {
        var user = user(object);
        for (var mention : ImageMentions.in(object.getAdditionalProperties())) {
            ImageName.parse(mention).ifPresent(name -> add(name, user));
        }
    }

    /** Who uses an image, as {@code Kind/namespace/name}. */
    SortedSet<String> of(String repository, String tag, String digest) {
        var users = new TreeSet<>(usersByDigest.getOrDefault(digest, new TreeSet<>()));
        users.addAll(ofTag(repository, tag));
        return users;
    }

    /** Who names the tag itself, and would get nothing more by it. */
    SortedSet<String> ofTag(String repository, String tag) {
        return usersByTag.getOrDefault(repository + ":" + tag, new TreeSet<>());
    }

    private void add(ImageName name, String user) {
        name.digest().ifPresent(digest -> put(usersByDigest, digest.value(), user));
        // a tag beside a digest is for people: what runs is the digest
        if (hosts.contains(name.host()) && name.digest().isEmpty()) {
            name.tag().ifPresent(tag -> put(usersByTag, name.repository() + ":" + tag, user));
        }
    }

    private static void put(Map<String, SortedSet<String>> users, String key, String user) {
        users.computeIfAbsent(key, missing -> new TreeSet<>()).add(user);
    }

    private static String user(GenericKubernetesResource object) {
        var namespace = object.getMetadata().getNamespace();
        var owner = object.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst();
        if (owner.isPresent() && MADE.contains(object.getKind())) {
            return "%s/%s/%s (revision %s)"
                    .formatted(
                            owner.get().getKind(),
                            namespace,
                            owner.get().getName(),
                            object.getMetadata().getName());
        }
        return "%s/%s/%s"
                .formatted(object.getKind(), namespace, object.getMetadata().getName());
    }
}

package dev.onggi.operator.builder;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.resource.BuilderMetadata;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Which objects of a builder's name are the operator's. Labels prove nothing: the object has to belong to an ImageBuild that
 * is there, of this very UID, before anything that it says is believed or anything is handed to it (Tekton GO-2023-1901).
 * One that did so stays the operator's when its ImageBuild is gone, until it is gone itself.
 */
final class BuilderOwnership {

    private final Function<String, List<ImageBuild>> imageBuilds;

    /** UIDs of objects that were found to be the operator's, the newest of each kind and namespace. */
    private final Map<String, String> found = new ConcurrentHashMap<>();

    /**
     * None is known yet.
     *
     * @param imageBuilds all ImageBuilds of a namespace, from a cache
     */
    BuilderOwnership(Function<String, List<ImageBuild>> imageBuilds) {
        this.imageBuilds = imageBuilds;
    }

    boolean isOurs(HasMetadata object) {
        if (!BuilderMetadata.isNamedAndLabelled(object)) {
            return false;
        }
        var namespace = object.getMetadata().getNamespace();
        var key = object.getKind() + "/" + namespace;
        var uid = object.getMetadata().getUid();
        if (uid.equals(found.get(key))) {
            return true;
        }
        if (!BuilderMetadata.belongsToOneOf(imageBuilds.apply(namespace), object)) {
            return false;
        }
        found.put(key, uid);
        return true;
    }
}

package dev.onggi.operator.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * Labels and annotations of everything that the operator makes. The first four follow Kubernetes' recommended labels
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/).
 */
public final class Labels {

    /** Tool that owns the object: always {@link #ONGGI}. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** What the object is: registry, canary, build or workload. */
    public static final String NAME = "app.kubernetes.io/name";

    /** Name of the custom resource that the object belongs to. */
    public static final String INSTANCE = "app.kubernetes.io/instance";

    /** Value of {@link #MANAGED_BY}, and the field manager of server-side apply. */
    public static final String ONGGI = "onggi";

    /** Name of the LocalRegistry that the object is a child of. */
    public static final String LOCAL_REGISTRY = "onggi.dev/localregistry";

    /** Namespace of the LocalRegistry that the object belongs to, where that is another one. */
    public static final String LOCAL_REGISTRY_NAMESPACE = "onggi.dev/localregistry-namespace";

    /** UID of the LocalRegistry that the object belongs to, where no owner reference can say so. */
    public static final String LOCAL_REGISTRY_UID = "onggi.dev/localregistry-uid";

    /** Name of the ImageBuild that the object is a child of. */
    public static final String IMAGE_BUILD = "onggi.dev/imagebuild";

    /** Number of the build that the object belongs to. */
    public static final String BUILD_NUMBER = "onggi.dev/build-number";

    /** On the builder that the ImageBuilds of a namespace share, and on what belongs to it: always {@link #SHARED}. */
    public static final String BUILDER = "onggi.dev/builder";

    /** Value of {@link #BUILDER}. */
    public static final String SHARED = "shared";

    /** Annotation: fingerprint of the inputs of a build. */
    public static final String FINGERPRINT = "onggi.dev/fingerprint";

    /** Annotation: generation of the ImageBuild that a build was started for. */
    public static final String GENERATION = "onggi.dev/generation";

    /** Annotation: memory limit of a build Pod, where it was raised after a try before ran out of memory. */
    public static final String RAISED_MEMORY = "onggi.dev/raised-memory";

    /** Annotation: the engine of a build Pod. */
    public static final String ENGINE = "onggi.dev/engine";

    /** Annotation: hash of what the object was made from; a change of it starts its Pods anew. */
    public static final String CONFIG_HASH = "onggi.dev/config-hash";

    /** Annotation: changes with the content of the Secrets of a registry's bucket, and starts its Pod anew. */
    public static final String BUCKET_SECRETS = "onggi.dev/bucket-secrets";

    /** Annotation of a LocalRegistry: "true" makes it the one of all namespaces that have none of their own. */
    public static final String DEFAULT_REGISTRY = "onggi.dev/is-default-registry";

    private Labels() {}

    /** Labels of a child of a LocalRegistry. */
    public static Map<String, String> ofLocalRegistry(String registry, String component) {
        return labels(LOCAL_REGISTRY, registry, component);
    }

    /** Labels of a child of an ImageBuild. */
    public static Map<String, String> ofImageBuild(String imageBuild, String component) {
        return labels(IMAGE_BUILD, imageBuild, component);
    }

    /** Labels of the builder that the ImageBuilds of a namespace share. */
    public static Map<String, String> ofBuilder() {
        var labels = new TreeMap<String, String>();
        labels.put(MANAGED_BY, ONGGI);
        labels.put(NAME, "builder");
        labels.put(BUILDER, SHARED);
        return labels;
    }

    private static Map<String, String> labels(String ownerLabel, String owner, String component) {
        var labels = new TreeMap<String, String>();
        labels.put(MANAGED_BY, ONGGI);
        labels.put(NAME, component);
        labels.put(INSTANCE, owner);
        labels.put(ownerLabel, owner);
        return labels;
    }
}

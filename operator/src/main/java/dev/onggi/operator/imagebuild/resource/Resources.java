package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ComputeResources;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.TreeMap;

/** The resources of containers. */
public final class Resources {

    /**
     * What a build gets where nothing is said: enough for a compiler, and a limit on everything that a runaway build could
     * take from its node.
     */
    private static final ResourceRequirements BUILD_DEFAULT = new ResourceRequirementsBuilder()
            .addToRequests("cpu", new Quantity("250m"))
            .addToRequests("memory", new Quantity("512Mi"))
            .addToLimits("cpu", new Quantity("4"))
            .addToLimits("memory", new Quantity("4Gi"))
            .addToLimits("ephemeral-storage", new Quantity("20Gi"))
            .build();

    private Resources() {}

    /**
     * Those that are wanted; what they do not limit has the default's limit, or what they request where that is more, and what
     * they do not request the default's request, or what they limit where that is less. Without a request Kubernetes would take the limit
     * for one: a build with nothing but more memory would ask a node for four processors.
     */
    public static ResourceRequirements ofBuild(ComputeResources wanted) {
        if (wanted == null) {
            return BUILD_DEFAULT;
        }
        var limits = new TreeMap<>(BUILD_DEFAULT.getLimits());
        limits.replaceAll(
                (resource, limit) -> larger(limit, orEmpty(wanted.requests()).get(resource)));
        limits.putAll(orEmpty(wanted.limits()));
        var requests = new TreeMap<>(BUILD_DEFAULT.getRequests());
        requests.replaceAll((resource, request) -> smaller(request, limits.get(resource)));
        requests.putAll(orEmpty(wanted.requests()));
        return new ResourceRequirementsBuilder()
                .withRequests(requests)
                .withLimits(limits)
                .build();
    }

    private static Quantity larger(Quantity limit, Quantity request) {
        return request == null || request.getNumericalAmount().compareTo(limit.getNumericalAmount()) <= 0
                ? limit
                : request;
    }

    private static Quantity smaller(Quantity request, Quantity limit) {
        return request.getNumericalAmount().compareTo(limit.getNumericalAmount()) <= 0 ? request : limit;
    }

    /** The resources, or null where nothing is wanted. */
    static ResourceRequirements of(ComputeResources wanted) {
        return wanted == null
                ? null
                : new ResourceRequirementsBuilder()
                        .withRequests(orEmpty(wanted.requests()))
                        .withLimits(orEmpty(wanted.limits()))
                        .build();
    }

    private static Map<String, Quantity> orEmpty(Map<String, Quantity> quantities) {
        return quantities == null ? Map.of() : quantities;
    }
}

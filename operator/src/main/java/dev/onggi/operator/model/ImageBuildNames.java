package dev.onggi.operator.model;

/**
 * Names of what belongs to an ImageBuild. The name of the resource is at most 50 characters long (a rule of its schema),
 * so that every name here stays below Kubernetes' 63.
 *
 * @param name name of the ImageBuild
 */
public record ImageBuildNames(String name) {

    /** The build Pod, and the ConfigMap with its inputs. */
    public String build(int number) {
        return name + "-" + number + "-build";
    }

    /** The claim that keeps the cache. */
    public String cache() {
        return name + "-cache";
    }

    /** The claim of a volume of the workload: 121 characters at most, of the 253 that the name of a claim may have. */
    public String volume(String volume) {
        return name + "-volume-" + volume;
    }

    /** The NetworkPolicy of its build Pods. */
    public String network() {
        return name + "-build";
    }

    /** The Pod that watches for its triggers. */
    public String watch() {
        return name + "-watch";
    }

    /** The Deployment and its Service. */
    public String workload() {
        return name;
    }
}

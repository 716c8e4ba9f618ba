package dev.onggi.operator.metrics;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every metric of the operator. Names and units are Prometheus' own, and part of the API. Labels are bounded: none has the
 * name of an ImageBuild, a Pod, a node or an image in it.
 */
public enum Metric {
    /** Ends of builds. */
    BUILDS_ENDED(
            "onggi_builds_ended_total",
            Type.COUNTER,
            "Builds that ended: result is Succeeded, Failed or Cancelled, reason as in status.history, cache the cache.mode.",
            "result",
            "reason",
            "cache"),

    /** Length of builds. */
    BUILD_DURATION(
            "onggi_build_duration_seconds",
            Type.HISTOGRAM,
            "Time of a build from its start to its end, with all of its phases but rollout.",
            "result",
            "cache"),

    /** Length of the phases of builds. */
    PHASE_DURATION(
            "onggi_build_phase_duration_seconds",
            Type.HISTOGRAM,
            "Time of a phase: wait (until a container runs), fetch, build, push (of a build that went well; the part of build in which it sends layers), rollout (from the end of the build until all Pods are available). Of a build on a shared builder, push and rollout alone are known.",
            "phase"),

    /** Builds at this moment. */
    BUILDS(
            "onggi_builds",
            Type.GAUGE,
            "Builds that are not at their end: running (fetching or building), or waiting for a Pod, a builder or room in the registry.",
            "state"),

    /** Ends of roll-outs. */
    ROLLOUTS_ENDED(
            "onggi_rollouts_ended_total",
            Type.COUNTER,
            "Roll-outs that ended: Complete, RolledBack, or Failed where there was nothing to go back to.",
            "result"),

    /** What watches found. */
    TRIGGERS_FIRED(
            "onggi_triggers_fired_total",
            Type.COUNTER,
            "Builds that were asked for by spec.triggers: NewCommit or NewBaseImage.",
            "trigger"),

    /** Watches by what they have to say. */
    WATCHES(
            "onggi_watches",
            Type.GAUGE,
            "ImageBuilds with spec.triggers: answered (git server or registry gave the last answer that was asked for), unanswered, or starting. The questions are asked by Pods, at the intervals of the spec, and not counted.",
            "state"),

    /** Resources by their state. */
    RESOURCES(
            "onggi_resources",
            Type.GAUGE,
            "Resources by kind: Ready, Reconciling (work goes on, or is tried again), Stalled (a person has to act), or Unseen.",
            "kind",
            "state"),

    /** From apply to Ready. */
    TIME_TO_READY(
            "onggi_time_to_ready_seconds",
            Type.HISTOGRAM,
            "Time from the beginning of the work on a change (kubectl apply, a commit that a watch found, a failure) until Ready=True again.",
            "kind"),

    /** Used storage. */
    STORAGE_USED(
            "onggi_registry_storage_used_bytes",
            Type.GAUGE,
            "What a registry's storage holds, as far as it was last told.",
            "namespace",
            "registry"),

    /** Capacity of storage. */
    STORAGE_CAPACITY(
            "onggi_registry_storage_capacity_bytes",
            Type.GAUGE,
            "What a registry's storage can hold; absent where nobody knows (S3).",
            "namespace",
            "registry"),

    /** Repositories. */
    REPOSITORIES("onggi_registry_repositories", Type.GAUGE, "Repositories of a registry.", "namespace", "registry"),

    /** Tags. */
    TAGS("onggi_registry_tags", Type.GAUGE, "Tags of a registry, in all repositories.", "namespace", "registry"),

    /** Nodes by whether they can pull. */
    NODES(
            "onggi_registry_nodes",
            Type.GAUGE,
            "Nodes by whether they proved that they can pull from a registry: yes, no (status.nodes.failing has the causes), or unknown yet. status.nodes.failing, and with it no, ends at 20.",
            "namespace",
            "registry",
            "can_pull"),

    /** End of the certificate. */
    CERTIFICATE_EXPIRY(
            "onggi_registry_certificate_expiry_timestamp_seconds",
            Type.GAUGE,
            "When a registry's certificate expires, in Unix time.",
            "namespace",
            "registry"),

    /** Collections of garbage. */
    COLLECTIONS(
            "onggi_garbage_collections_total",
            Type.COUNTER,
            "Collections of garbage that ended: trigger is Schedule, StorageFull or DryRun, result Succeeded or Failed.",
            "namespace",
            "registry",
            "trigger",
            "result"),

    /** Freed bytes. */
    FREED(
            "onggi_garbage_freed_bytes_total",
            Type.COUNTER,
            "Bytes that collections of garbage freed; dry runs free none.",
            "namespace",
            "registry"),

    /** Length of collections. */
    COLLECTION_DURATION(
            "onggi_garbage_collection_duration_seconds", Type.HISTOGRAM, "Time of a collection of garbage.", "trigger"),

    /** Work of the controllers. */
    RECONCILE_DURATION(
            "onggi_reconcile_duration_seconds",
            Type.HISTOGRAM,
            "Time of one look at one resource: controller is imagebuild or localregistry, outcome success or error. An error is tried again.",
            "controller",
            "outcome");

    /** As Prometheus calls them. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** A number of this moment. */
        GAUGE,
        /** Counts by size. */
        HISTOGRAM
    }

    private static final List<Duration> WORK = seconds(1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600);
    private static final List<Duration> LOOK = Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toList();

    private final String prometheusName;
    private final Type type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> labels;

    Metric(String prometheusName, Type type, String help, String... labels) {
        this.prometheusName = prometheusName;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** As it is scraped; a histogram has {@code _bucket}, {@code _sum} and {@code _count} behind it. */
    public String prometheusName() {
        return prometheusName;
    }

    /** What it is. */
    public Type type() {
        return type;
    }

    /** What it says. */
    public String help() {
        return help;
    }

    /** Names of its labels. */
    public List<String> labels() {
        return labels;
    }

    /** Upper bounds: what people wait for takes seconds to an hour, a look at a resource milliseconds. */
    List<Duration> buckets() {
        return this == RECONCILE_DURATION ? LOOK : WORK;
    }

    private static List<Duration> seconds(Integer... bounds) {
        return Stream.of(bounds).map(Duration::ofSeconds).toList();
    }
}

package dev.onggi.operator.localregistry.retention;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The kinds of Kubernetes that name images. The revisions are what a roll-back goes back to. */
public enum WorkloadKind {
    /** What runs, and what its status says was pulled. */
    POD("", "v1", "Pod", "pods"),
    /** Also one that is scaled to zero. */
    DEPLOYMENT("apps", "v1", "Deployment", "deployments"),
    /** The revisions of a Deployment. */
    REPLICA_SET("apps", "v1", "ReplicaSet", "replicasets"),
    /** Also one that is scaled to zero. */
    STATEFUL_SET("apps", "v1", "StatefulSet", "statefulsets"),
    /** Also one that no node is for. */
    DAEMON_SET("apps", "v1", "DaemonSet", "daemonsets"),
    /** The revisions of StatefulSets and DaemonSets. */
    CONTROLLER_REVISION("apps", "v1", "ControllerRevision", "controllerrevisions"),
    /** Also one that is suspended. */
    JOB("batch", "v1", "Job", "jobs"),
    /** What the next Job runs. */
    CRON_JOB("batch", "v1", "CronJob", "cronjobs"),
    /** The Deployment's forerunner. */
    REPLICATION_CONTROLLER("", "v1", "ReplicationController", "replicationcontrollers");

    private final String group;
    private final String version;
    private final String kind;
    private final String plural;

    WorkloadKind(String group, String version, String kind, String plural) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.plural = plural;
    }

    /** The kind's name, such as Deployment. */
    public String kind() {
        return kind;
    }

    /** The API group; empty for the core. */
    public String group() {
        return group;
    }

    /** The resource's name in paths and in roles, such as deployments. */
    public String plural() {
        return plural;
    }

    /** How a client asks for it, without looking it up first. */
    public ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }
}

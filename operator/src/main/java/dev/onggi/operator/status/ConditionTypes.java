package dev.onggi.operator.status;

/**
 * The conditions that both kinds have, as kstatus reads them
 * (https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md): Reconciling and Stalled are there
 * only while they are true.
 */
public final class ConditionTypes {

    /** All that the spec asks for is so; of an ImageBuild also that its newest source is built. */
    public static final String READY = "Ready";

    /** Work goes on, or something is tried again; absent otherwise. Nobody has to act. */
    public static final String RECONCILING = "Reconciling";

    /** Work cannot go on until a person acts; absent otherwise. */
    public static final String STALLED = "Stalled";

    private ConditionTypes() {}
}

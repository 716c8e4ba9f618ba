package dev.onggi.operator.status;

/**
 * The conditions that both kinds have, as kstatus reads them
 * (https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md): Reconciling and Stalled are there
 * only while they are true.
 */
public final class ConditionTypes {

    /** The resource is what its spec asks for. */
    public static final String READY = "Ready";

    /** Work goes on; nobody has to act. */
    public static final String RECONCILING = "Reconciling";

    /** Work cannot go on until a person acts. */
    public static final String STALLED = "Stalled";

    private ConditionTypes() {}
}

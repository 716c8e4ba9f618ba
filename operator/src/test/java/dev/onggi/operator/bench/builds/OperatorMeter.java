package dev.onggi.operator.bench.builds;

import dev.onggi.testbed.OperatorInstallation;
import dev.onggi.testbed.TestCluster;
import java.util.regex.Pattern;

/**
 * What the operator has cost so far. The API server counts its requests by itself, once it has a flow schema of its own,
 * which stands in the same priority level as the one before; the kernel counts its CPU.
 *
 * @param cluster where it runs
 */
public record OperatorMeter(TestCluster cluster) implements AutoCloseable {

    private static final String SCHEMA = "onggi-bench";

    private static final String MANIFEST = """
            apiVersion: flowcontrol.apiserver.k8s.io/v1
            kind: FlowSchema
            metadata: {name: %s}
            spec:
              priorityLevelConfiguration: {name: workload-low}
              matchingPrecedence: 500
              distinguisherMethod: {type: ByUser}
              rules:
              - subjects:
                - kind: ServiceAccount
                  serviceAccount: {namespace: %s, name: onggi-operator}
                resourceRules:
                - {apiGroups: ["*"], resources: ["*"], verbs: ["*"], namespaces: ["*"], clusterScope: true}
                nonResourceRules:
                - {nonResourceURLs: ["*"], verbs: ["*"]}
            """.formatted(SCHEMA, OperatorInstallation.NAMESPACE);

    /** Of Linux, on all architectures that Kubernetes runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /**
     * Both counters.
     *
     * @param requests to the API server, watches included
     * @param cpuTicks of the process, children that have ended aside
     */
    public record Reading(long requests, long cpuTicks) {

        /** CPU since then. Ticks are subtracted, and no fractions: 0.15 s shall be no more than 0.15 s. */
        public double cpuSecondsSince(Reading before) {
            return (cpuTicks - before.cpuTicks) / TICKS_PER_SECOND;
        }
    }

    public static OperatorMeter install(TestCluster cluster) {
        cluster.kubectlWithInput(MANIFEST, "apply", "--server-side", "-f", "-");
        return new OperatorMeter(cluster);
    }

    public Reading read() {
        return new Reading(
                requests(cluster.kubectl("get", "--raw", "/metrics"), SCHEMA),
                cpuTicks(cluster.kubectl(
                        "exec",
                        "-n",
                        OperatorInstallation.NAMESPACE,
                        "deployment/onggi-operator",
                        "--",
                        "cat",
                        "/proc/1/stat")));
    }

    /** Requests of a flow schema that were let in, from the API server's metrics; none before the first one. */
    static long requests(String metrics, String schema) {
        return Pattern.compile(
                        "^apiserver_flowcontrol_dispatched_requests_total\\{[^}]*flow_schema=\"%s\"[^}]*} (\\S+)$"
                                .formatted(Pattern.quote(schema)),
                        Pattern.MULTILINE)
                .matcher(metrics)
                .results()
                .mapToLong(result -> (long) Double.parseDouble(result.group(1)))
                .sum();
    }

    /** User's and system's time of a process, from its line in /proc; its name may have any characters in it. */
    static long cpuTicks(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    @Override
    public void close() {
        cluster.kubectl("delete", "flowschema", SCHEMA, "--ignore-not-found");
    }
}

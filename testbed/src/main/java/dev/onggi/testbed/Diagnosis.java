package dev.onggi.testbed;

/** What a cluster says about a namespace in which something went wrong. */
public record Diagnosis(TestCluster cluster) {

    /** Objects, the resources of Onggi in full, events in order of time, and the last lines of each Pod's log. */
    public String of(String namespace) {
        var text = new StringBuilder();
        section(text, "get", "all,pvc,configmap", "-o", "wide", "-n", namespace);
        section(text, "get", "lreg,ib", "-o", "yaml", "-n", namespace);
        section(text, "describe", "pods", "-n", namespace);
        section(text, "get", "events", "--sort-by=.metadata.creationTimestamp", "-n", namespace);
        for (var pod : cluster.client().pods().inNamespace(namespace).list().getItems()) {
            var name = pod.getMetadata().getName();
            section(text, "logs", name, "--all-containers", "--prefix", "--tail=60", "-n", namespace);
        }
        return text.toString();
    }

    /** That of a namespace, and the operator's own. */
    public String withOperator(String namespace) {
        var text = new StringBuilder(of(namespace));
        section(text, "logs", "deployment/onggi-operator", "--tail=200", "-n", OperatorInstallation.NAMESPACE);
        section(text, "logs", "daemonset/onggi-node-agent", "--tail=40", "-n", OperatorInstallation.NODE_NAMESPACE);
        return text.toString();
    }

    private void section(StringBuilder text, String... arguments) {
        text.append("---- kubectl ").append(String.join(" ", arguments)).append('\n');
        text.append(cluster.kubectlAnyway(arguments)).append('\n');
    }
}

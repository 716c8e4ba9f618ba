package dev.onggi.testbed;

import java.nio.file.Path;

/**
 * A Helm chart in a cluster, managed by Helm itself.
 *
 * @param chart what is installed
 * @param kubeconfig of the cluster
 * @param namespace the release's
 */
public record HelmRelease(HelmChart chart, Path kubeconfig, String namespace) {

    /**
     * Installs it, and its namespace with it; does not wait for Pods.
     *
     * @param values YAML, on top of the chart's own
     * @return what Helm prints
     * @throws CommandFailedException where Helm or the API server refuses it
     */
    public String install(String values) {
        return change("install", values, "--create-namespace");
    }

    /** Changes it to other values, in the place of those that it has: see {@link #install}. */
    public String upgrade(String values) {
        return change("upgrade", values, "--reset-values");
    }

    /** Removes it; what is in the chart's folder of CRDs stays. */
    public String uninstall() {
        return Helm.of(kubeconfig, "uninstall", HelmChart.RELEASE, "--namespace", namespace)
                .run();
    }

    private String change(String verb, String values, String option) {
        return Helm.of(
                        kubeconfig,
                        verb,
                        HelmChart.RELEASE,
                        chart.folder().toString(),
                        "--namespace",
                        namespace,
                        option,
                        "--values",
                        "-")
                .run(values);
    }
}

package dev.onggi.testbed;

import java.nio.file.Path;

/**
 * A Helm chart, as Helm itself understands it.
 *
 * @param folder where it lies
 */
public record HelmChart(Path folder) {

    /** The name of each release. */
    static final String RELEASE = "onggi";

    /**
     * What the linter says, a line each; from warnings on it is an exception, as with {@code helm lint --strict}.
     *
     * @param values YAML, on top of the chart's own
     * @throws CommandFailedException where the chart is not clean, or refuses the values
     */
    public String lint(String values) {
        return Helm.local("lint", folder.toString(), "--strict", "--values", "-")
                .run(values);
    }

    /**
     * What {@code helm install} would apply, as documents of YAML.
     *
     * @param namespace the release's
     * @param values YAML, on top of the chart's own
     * @throws CommandFailedException where the chart's schema refuses the values
     */
    public String render(String namespace, String values) {
        return Helm.local(
                        "template",
                        RELEASE,
                        folder.toString(),
                        "--namespace",
                        namespace,
                        "--include-crds",
                        "--values",
                        "-")
                .run(values);
    }

    /** The one that is to be installed in a cluster. */
    public HelmRelease in(Path kubeconfig, String namespace) {
        return new HelmRelease(this, kubeconfig, namespace);
    }
}

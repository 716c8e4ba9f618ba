package dev.onggi.testbed;

import java.nio.file.Path;
import java.util.List;

/**
 * A Helm chart in a cluster, managed by Helm itself.
 *
 * @param chart what is installed
 * @param kubeconfig of the cluster
 * @param namespace the release's
 */
public record HelmRelease(HelmChart chart, Path kubeconfig, String namespace) {

    private static final Path PROJECT = Path.of("..");

    /**
     * A command as it stands in a page: words with a space between them, which begin with {@code helm}; paths in it are from
     * the project's folder.
     *
     * @return what Helm prints
     * @throws CommandFailedException where Helm or the API server refuses it
     */
    public String type(String command) {
        var words = List.of(command.split(" "));
        if (!words.getFirst().equals("helm")) {
            throw new IllegalArgumentException("no command of Helm: " + command);
        }
        return Helm.of(kubeconfig, words.subList(1, words.size()).toArray(String[]::new))
                .in(PROJECT)
                .run();
    }

    /**
     * Changes it to other values, in the place of those that it has.
     *
     * @param values YAML, on top of the chart's own
     * @return what Helm prints
     * @throws CommandFailedException where Helm or the API server refuses it
     */
    public String upgrade(String values) {
        return Helm.of(
                        kubeconfig,
                        "upgrade",
                        HelmChart.RELEASE,
                        chart.folder().toString(),
                        "--namespace",
                        namespace,
                        "--reset-values",
                        "--values",
                        "-")
                .run(values);
    }
}

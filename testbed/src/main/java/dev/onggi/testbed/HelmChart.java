package dev.onggi.testbed;

import java.nio.file.Path;

/**
 * A Helm chart, as Helm's own packages understand it: see {@code testbed/parts/helm}.
 *
 * @param folder where it lies
 */
public record HelmChart(Path folder) {

    /** Looked for once. */
    private static final class Program {

        private static final String HELM = Programs.helm().toString();
    }

    /**
     * What the linter says, a line each; from warnings on it is an exception, as with {@code helm lint --strict}.
     *
     * @param values YAML, on top of the chart's own
     * @throws CommandFailedException where the chart is not clean, or refuses the values
     */
    public String lint(String values) {
        return Command.of(Program.HELM, "lint", folder.toString(), "onggi-system")
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
        return Command.of(Program.HELM, "template", folder.toString(), "onggi", namespace)
                .run(values);
    }
}

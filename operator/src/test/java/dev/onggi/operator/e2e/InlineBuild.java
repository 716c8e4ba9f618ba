package dev.onggi.operator.e2e;

import java.util.stream.Collectors;

/** ImageBuilds whose source is a Dockerfile and nothing else, as YAML. */
final class InlineBuild {

    private static final String FIELD = "\n  ";
    private static final String LINE = "\n          ";

    private InlineBuild() {}

    /**
     * One ImageBuild.
     *
     * @param dockerfile its lines
     * @param spec other fields of the spec, a line each, such as {@code cache: {mode: None}}
     */
    static String yaml(String name, String dockerfile, String... spec) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          %s
                  %s
                """.formatted(name, dockerfile.lines().collect(Collectors.joining(LINE)), String.join(FIELD, spec));
    }
}

package dev.onggi.testbed;

import java.nio.file.Path;

/** kustomize, as it is in the testbed's kubectl. */
public final class Kustomize {

    /** Looked for once. */
    private static final class Program {

        private static final String KUBECTL = Programs.kubectl().toString();
    }

    private Kustomize() {}

    /** What {@code kubectl apply -k} would apply of a folder, as documents of YAML. */
    public static String build(Path folder) {
        return Command.of(Program.KUBECTL, "kustomize", folder.toString()).run();
    }
}

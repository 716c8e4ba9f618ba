package dev.onggi.testbed;

import java.nio.file.Path;

/** kustomize, as it is in the testbed's kubectl. */
public final class Kustomize {

    private Kustomize() {}

    /** What {@code kubectl apply -k} would apply of a folder, as documents of YAML. */
    public static String build(Path folder) {
        return Command.of(Programs.kubectl().toString(), "kustomize", folder.toString())
                .run();
    }
}

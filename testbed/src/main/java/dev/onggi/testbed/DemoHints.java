package dev.onggi.testbed;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a newcomer may try next. */
final class DemoHints {

    private DemoHints() {}

    /**
     * Commands, in the order in which one may try them.
     *
     * @param kubectl how kubectl was run just now, for a machine that has none of its own
     */
    static String text(Path kubeconfig, String namespace, String service, String kubectl) {
        var alias = isOnPath("kubectl") ? "" : "alias kubectl='" + kubectl + "'\n";
        return alias + """
                export KUBECONFIG=$PWD/%s
                kubectl config set-context --current --namespace=%s
                # change a line of the source, and watch the new image being built and rolled out:
                sed 's/Hello from Onggi/Hello again/' examples/hello/hello.yaml | kubectl apply -f -
                kubectl wait --for=condition=Ready imagebuild/hello --timeout=5m
                kubectl get --raw %s
                # remove the cluster and all that is in it:
                ./demo down
                """.formatted(kubeconfig, namespace, service);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}

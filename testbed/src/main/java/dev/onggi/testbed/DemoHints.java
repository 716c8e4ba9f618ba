package dev.onggi.testbed;

import java.nio.file.Path;

/** What a newcomer may try next. */
final class DemoHints {

    private DemoHints() {}

    static String text(Path kubeconfig, String namespace, String service) {
        return """
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
}

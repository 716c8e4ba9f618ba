package dev.onggi.testbed;

import java.nio.file.Path;

/** Programs of the testbed that tests run by themselves, without a node. Each is made when it is missing. */
public final class Programs {

    private Programs() {}

    /** Distribution, the registry. */
    public static Path registry() {
        return program("ONGGI_TESTBED_REGISTRY", "registry");
    }

    /** An S3 server whose buckets are folders. */
    public static Path versitygw() {
        return program("ONGGI_TESTBED_VERSITYGW", "registry");
    }

    /**
     * cert-manager's controllers that issue certificates from a CA, in a folder: {@code cert-manager}, and beside it a
     * {@code *.yaml} for the definition of each kind.
     */
    public static Path certManager() {
        return program("ONGGI_TESTBED_CERT_MANAGER", "cert-manager");
    }

    /** kubectl. */
    static Path kubectl() {
        return program("ONGGI_TESTBED_KUBECTL", "apiserver");
    }

    /** Tells what kstatus, Flux and Argo CD make of a resource. */
    static Path health() {
        return program("ONGGI_TESTBED_HEALTH", "health");
    }

    /** Helm. */
    static Path helm() {
        return program("ONGGI_TESTBED_HELM", "helm");
    }

    /** Evaluates Prometheus' expressions. */
    static Path promql() {
        return program("ONGGI_TESTBED_PROMQL", "promql");
    }

    private static Path program(String variable, String part) {
        var testbed = Testbed.ofThisProject();
        return testbed.path(variable).orElseGet(() -> {
            testbed.prepare(part);
            return testbed.path(variable).orElseThrow();
        });
    }
}

package dev.onggi.testbed;

import java.nio.file.Path;

/** Programs of the testbed that tests run by themselves, without a node. Each is made when it is missing. */
public final class Programs {

    private Programs() {}

    /** Distribution, the registry. */
    public static Path registry() {
        return program("ONGGI_TESTBED_REGISTRY");
    }

    /** An S3 server whose buckets are folders. */
    public static Path versitygw() {
        return program("ONGGI_TESTBED_VERSITYGW");
    }

    private static Path program(String variable) {
        var testbed = Testbed.ofThisProject();
        return testbed.path(variable).orElseGet(() -> {
            testbed.prepare("registry");
            return testbed.path(variable).orElseThrow();
        });
    }
}

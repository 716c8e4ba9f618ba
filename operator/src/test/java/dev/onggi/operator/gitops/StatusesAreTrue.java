package dev.onggi.operator.gitops;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has each test fail that brings a resource into a status which is not what it is taken for. It is for every test of this
 * module (see {@code META-INF/services}), so that none can be forgotten.
 */
public final class StatusesAreTrue implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        StatusRecorder.checkAll();
    }
}

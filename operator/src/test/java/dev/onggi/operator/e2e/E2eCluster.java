package dev.onggi.operator.e2e;

import dev.onggi.operator.gitops.StatusRecorder;
import dev.onggi.testbed.Diagnosis;
import dev.onggi.testbed.OperatorInstallation;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test what it asks for as a parameter: the {@link TestCluster}, the {@link OperatorInstallation} in it, and a
 * {@link TestNamespace} of its own, which enforces Pod Security {@code baseline}. The cluster is started with the first
 * test of this JVM and removed after the last one; a test that fails leaves its namespace's state in the output. Of every status that a test
 * comes through, the {@link StatusRecorder} finds out what others make of it.
 */
final class E2eCluster implements ParameterResolver, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Namespace STORE = Namespace.create(E2eCluster.class);

    /** Closed by JUnit at the end of the run, because it lies in the root's store. */
    private record Installed(TestCluster cluster, OperatorInstallation operator, StatusRecorder statuses)
            implements AutoCloseable {

        static Installed start() {
            var cluster = TestCluster.throwAway();
            try {
                var operator = OperatorInstallation.into(cluster);
                return new Installed(cluster, operator, new StatusRecorder(cluster.client()));
            } catch (RuntimeException e) {
                cluster.close();
                throw e;
            }
        }

        @Override
        public void close() {
            statuses.close();
            cluster.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        var prefix = "e2e-" + context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT);
        var namespace = TestNamespace.create(installed(context).cluster(), prefix);
        context.getStore(STORE).put(TestNamespace.class, namespace);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var namespace = context.getStore(STORE).remove(TestNamespace.class, TestNamespace.class);
        if (context.getExecutionException().isPresent()) {
            System.out.println(context.getDisplayName() + " failed. What the cluster says:");
            System.out.println(new Diagnosis(installed(context).cluster()).withOperator(namespace.name()));
        }
        namespace.close();
    }

    /** What became of a namespace of all tests of a class as it went, too. */
    @Override
    public void afterAll(ExtensionContext context) {
        var installed = context.getRoot().getStore(STORE).get(Installed.class, Installed.class);
        if (installed != null) {
            installed.statuses().check();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == TestCluster.class || type == OperatorInstallation.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        if (type == TestNamespace.class) {
            return context.getStore(STORE).get(TestNamespace.class);
        }
        return type == TestCluster.class
                ? installed(context).cluster()
                : installed(context).operator();
    }

    private static Installed installed(ExtensionContext context) {
        Store store = context.getRoot().getStore(STORE);
        return store.computeIfAbsent(Installed.class, key -> Installed.start(), Installed.class);
    }
}

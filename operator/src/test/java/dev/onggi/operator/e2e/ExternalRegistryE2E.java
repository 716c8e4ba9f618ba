package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.e2e.ExternalRegistry.Login;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A registry that somebody else runs, with users and a private CA: the same ImageBuild works, and whoever gives it a wrong
 * Secret is told so until it is put right.
 */
@ExtendWith(E2eCluster.class)
class ExternalRegistryE2E {

    @Test
    void shouldBuildPushAndRunWhenTheRegistryAsksForTokens(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var external = ExternalRegistry.start(workspace, Login.TOKEN);
        external.caSecret("company-ca");
        external.loginSecret("robot", ExternalRegistry.WRITER, "wrong");

        // When: the password is wrong
        workspace.apply(registry(external, false));

        // Then
        var stalled = workspace.awaitRegistryCondition("external", "Stalled", "True", "ExternalUnauthorized");
        assertThat(stalled.message()).contains("the Secret that spec.external.secretRef names");

        // When
        external.loginSecret("robot");

        // Then
        workspace.awaitRecovery("external");
        shouldRun(workspace, external);

        // When: the user loses the right to push, which a suspended LocalRegistry does not notice
        workspace.apply(registry(external, true));
        workspace.awaitRegistryCondition("external", "Ready", "True", "Suspended");
        external.loginSecret("robot", ExternalRegistry.READER, ExternalRegistry.READER_PASSWORD);
        workspace.apply(imageBuild("rebuild: again"));

        // Then
        var denied = workspace.awaitCondition("app", "Stalled", "True", "PushDenied");
        assertThat(condition(denied, "Ready").message())
                .contains("cannot push " + external.host() + "/shops/" + namespace.name() + "/app:latest: ")
                .contains("in Secret " + namespace.name() + "/robot")
                .contains("kubectl patch ib -n " + namespace.name() + " app");
        assertThat(denied.getStatus().build().attempt()).as("not tried again").isEqualTo(1);

        // When
        workspace.apply(registry(external, false));
        workspace.awaitRegistryCondition("external", "Stalled", "True", "ExternalUnauthorized");
        external.loginSecret("robot");

        // Then: the registry recovers, and the build goes on by itself
        workspace.awaitRecovery("external");
        workspace.awaitCondition("app", "Ready", "True", "Succeeded");
    }

    @Test
    void shouldNameTheCaThatIsMissingOrWrongAndGoOnWhenItIsRight(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var external = ExternalRegistry.start(workspace, Login.BASIC);
        external.loginSecret("robot");

        // When: the Secret has the CA under another key
        external.caSecret("company-ca", "ca.pem", external.ca());
        workspace.apply(registry(external, false));

        // Then
        var unusable = workspace.awaitRegistryCondition("external", "Stalled", "True", "ExternalSecretUnusable");
        assertThat(unusable.message()).contains("company-ca has no key ca.crt");

        // When: it has another CA
        external.caSecret("company-ca", "ca.crt", new CertificateIssuer(Clock.systemUTC(), new SecureRandom()).ca());

        // Then
        var unknown = workspace.awaitRegistryCondition("external", "Stalled", "True", "ExternalCertificateUnknown");
        assertThat(unknown.message()).contains("ca.crt of the Secret that spec.external.caRef names");

        // When
        external.caSecret("company-ca");

        // Then
        workspace.awaitRecovery("external");
        shouldRun(workspace, external);
    }

    private static void shouldRun(Workspace workspace, ExternalRegistry external) {
        workspace.apply(imageBuild(""));
        var ready = workspace.awaitReady("app").getStatus();
        var repository = "shops/" + workspace.namespace() + "/app";
        assertThat(ready.image().reference()).startsWith(external.host() + "/" + repository + "@sha256:");
        assertThat(ready.rollout().summary()).isEqualTo("1/1");
        assertThat(external.tags(repository)).isEqualToIgnoringNewLines("latest");
    }

    private static String registry(ExternalRegistry external, boolean suspend) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: external}
                spec:
                  suspend: %s
                  external: {host: "%s", pathPrefix: shops, secretRef: {name: robot}, caRef: {name: company-ca}}
                """.formatted(suspend, external.host());
    }

    private static String imageBuild(String more) {
        return InlineBuild.yaml(
                "app", """
                FROM busybox:stable
                RUN date > /built
                ENTRYPOINT ["/bin/sh", "-c", "sleep 3600"]
                """, "cache: {mode: None}", "rollout: {progressDeadline: 1m, deployment: {}}", more);
    }
}

package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.cli.RemoveCommand;
import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.registry.FakeGateway;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docker rmi for a LocalRegistry, under the rights that its example gives it and no others. */
class RemoveCommandIT {

    private static final Path EXAMPLE = Path.of("..", "examples", "clean-up", "remove.yaml");
    private static final String APP = "sha256:" + "a".repeat(64);
    private static final String WEB = "sha256:" + "b".repeat(64);

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %s}
            spec:
              selector: {matchLabels: {app: a}}
              template:
                metadata: {labels: {app: a}}
                spec: {containers: [{name: a, image: "registry.%s.svc:5000/team-a/%s"}]}
            """;

    private static RunningOperator operator;
    private static Team team;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeGateway gateway = new FakeGateway(Clock.systemUTC());
    private final RecordingRegistry registries = new RecordingRegistry();

    @BeforeAll
    static void start() throws IOException {
        operator = RunningOperator.start();
        team = Team.create();
        team.applySimpleRegistry();
        team.awaitCondition(LocalRegistry.class, "registry", "Available", "True RegistryAvailable");
        team.awaited(Secret.class, "registry-registry-users");
        team.apply(Files.readString(EXAMPLE));
        team.apply(DEPLOYMENT.formatted("app", team.namespace(), "app@" + APP));
        team.apply(DEPLOYMENT.formatted("web-digest", team.namespace(), "web@" + WEB));
        team.apply(DEPLOYMENT.formatted("web-tag", team.namespace(), "web:2.0"));
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @BeforeEach
    void givenImages() {
        gateway.has(
                image("team-a/app", "1.0", APP),
                image("team-a/web", "1.0", WEB),
                image("team-a/web", "2.0", WEB),
                image("team-a/web", "3.0", WEB));
    }

    @Test
    void shouldLeaveAnImageThatSomebodyUses() {
        // Then
        assertThat(remove("team-a/app:1.0")).isEqualTo(1);
        assertThat(err())
                .isEqualTo(
                        "team-a/app:1.0 is used by Deployment/%s/app; remove these first, or the image all the same with --force\n"
                                .formatted(team.namespace()));
        assertThat(registries.deleted()).isEmpty();
    }

    @Test
    void shouldDeleteItAllTheSameWhenForced() {
        // Then
        assertThat(remove("team-a/app:1.0", "--force")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "Deleted team-a/app:1.0, %s (5.0 MB). The next collection of garbage frees what no other image shares.\n"
                                .formatted(APP));
        assertThat(registries.deleted()).containsExactly("admin team-a/app " + APP);
    }

    @Test
    void shouldTakeTheTagAloneWhenTheImageHasAnother() {
        // Given: a caller who may look for users everywhere, and users of the digest and of one tag
        // in the place of view, which is made of others by a controller that does not run here
        var view = ApiServer.admin().resource("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: onggi-remove-view}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                subjects: [{kind: ServiceAccount, namespace: %s, name: onggi-remove}]
                """.formatted(team.namespace()));
        view.create();
        try {
            // Then
            assertThat(remove("team-a/web:1.0")).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .isEqualTo("Untagged team-a/web:1.0; %s stays, for it has the tags 2.0, 3.0 as well.\n"
                            .formatted(WEB));
            assertThat(registries.deleted()).containsExactly("admin team-a/web 1.0");
            assertThat(remove("team-a/web:2.0")).isEqualTo(1);
            assertThat(err()).contains("team-a/web:2.0 is used by Deployment/%s/web-tag;".formatted(team.namespace()));
        } finally {
            view.delete();
        }
    }

    @Test
    void shouldNotTakeWhatItCannotSeeForUnused() {
        // Then
        assertThat(remove("team-a/web:1.0")).isEqualTo(1);
        assertThat(err()).contains("you may not list", "pods of other namespaces", "--clusterrole=view", "--force");
        assertThat(registries.deleted()).isEmpty();
    }

    @Test
    void shouldSaySoWhenThereIsNoSuchImage() {
        // Then
        assertThat(remove("team-a/app:9.0")).isEqualTo(1);
        assertThat(err()).contains("LocalRegistry %s/registry has no image team-a/app:9.0".formatted(team.namespace()));
    }

    @Test
    void shouldNameTheRoleWhenTheCallerHasNoRight() {
        // Then
        assertThat(run("default", team.namespace() + "/registry", "team-a/app:1.0"))
                .isEqualTo(1);
        assertThat(err())
                .contains("it takes the Role onggi-remove: kubectl apply -n %s -f examples/clean-up/remove.yaml"
                        .formatted(team.namespace()));
    }

    private int remove(String image, String... options) {
        return options.length == 0
                ? run("onggi-remove", team.namespace() + "/registry", image)
                : run("onggi-remove", team.namespace() + "/registry", image, options[0]);
    }

    private int run(String account, String... arguments) {
        try (var client = ApiServer.as("system:serviceaccount:" + team.namespace() + ":" + account)) {
            return new RemoveCommand(client, gateway, registries, stream(out), stream(err)).run(List.of(arguments));
        }
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static CatalogImage image(String repository, String tag, String digest) {
        return new CatalogImage(repository, tag, digest, 5_000_000, List.of(), List.of(), null);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}

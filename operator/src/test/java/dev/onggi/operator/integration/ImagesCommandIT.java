package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.cli.ImagesCommand;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The administrator's command, under the rights that its example gives it and no others. */
class ImagesCommandIT {

    private static final Path EXAMPLE = Path.of("..", "examples", "images", "images.yaml");
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeGateway gateway = new FakeGateway(Clock.systemUTC());
    private RunningOperator operator;
    private Team team;

    @BeforeEach
    void start() {
        operator = RunningOperator.start();
        team = Team.create();
        team.applySimpleRegistry();
        team.awaitCondition(LocalRegistry.class, "registry", "Available", "True RegistryAvailable");
        team.awaited(Secret.class, "registry-pull");
        gateway.has(
                new CatalogImage("team-a/app", "1.0", DIGEST, 5_000_000, List.of(), List.of(), null),
                new CatalogImage("team-a/web", "1.0", "sha256:" + "b".repeat(64), 7_000, List.of(), List.of(), null));
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldListImagesAndWhoUsesThemWhenTheExampleWasApplied() throws IOException {
        // Given
        team.apply(Files.readString(EXAMPLE));
        team.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app}
                spec:
                  selector: {matchLabels: {app: a}}
                  template:
                    metadata: {labels: {app: a}}
                    spec: {containers: [{name: a, image: "registry.%s.svc:5000/team-a/app@%s"}]}
                """.formatted(team.namespace(), DIGEST));

        // When
        int exit = run(team.namespace() + "/registry", "APP");

        // Then
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("You may not list", "pods of other namespaces", "--clusterrole=view");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                REPOSITORY   TAG   DIGEST         SIZE     LAYERS   SHARED   USED BY
                team-a/app   1.0   aaaaaaaaaaaa   5.0 MB   0        -        Deployment/%s/app
                """.formatted(team.namespace()));
        assertThat(exit).isZero();
        assertThat(gateway.users()).containsExactly("pull");
    }

    @Test
    void shouldNameTheRoleWhenTheCallerHasNoRight() {
        // When / Then
        assertThat(run(team.namespace() + "/registry")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("you may not get localregistries.onggi.dev registry in namespace " + team.namespace())
                .contains("it takes the Role onggi-images: kubectl apply -n " + team.namespace());
    }

    @Test
    void shouldSayWhereToLookWhenThereIsNoSuchRegistry() throws IOException {
        // Given
        team.apply(Files.readString(EXAMPLE));

        // When / Then
        assertThat(run(team.namespace() + "/nothing")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "there is no LocalRegistry nothing in namespace " + team.namespace(),
                        "kubectl get localregistries -A");
    }

    @Test
    void shouldSaySoWhenTheRegistryDoesNotAnswer() throws IOException {
        // Given
        team.apply(Files.readString(EXAMPLE));
        gateway.fails(true);

        // When / Then
        assertThat(run(team.namespace() + "/registry")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("the registry cannot be asked: it refuses connections", "kubectl get lreg -A");
    }

    private int run(String... arguments) {
        var account = "system:serviceaccount:" + team.namespace() + ":onggi-images";
        try (var client = ApiServer.as(account)) {
            return new ImagesCommand(client, gateway, stream(out), stream(err)).run(List.of(arguments));
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}

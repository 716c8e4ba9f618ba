package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.operator.docs.Reader;
import dev.onggi.testbed.CommandFailedException;
import dev.onggi.testbed.Terminal;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the READMEs of examples/files, examples/four-builds, examples/java and examples/registries say, in a namespace that
 * admits what Docker's users are used to: directories of the node.
 */
@ExtendWith(E2eCluster.class)
class ExamplesE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path directory;

    private static TestNamespace namespace;
    private static Workspace workspace;
    private static Terminal terminal;

    @BeforeAll
    static void makeRegistry(TestCluster cluster) {
        namespace = TestNamespace.create(cluster, "e2e-examples");
        workspace = new Workspace(cluster, namespace.name());
        cluster.kubectl(
                "label", "namespace", namespace.name(), "--overwrite", "pod-security.kubernetes.io/enforce=privileged");
        terminal = Terminal.open(directory, cluster, namespace.name());
        var readme = new Reader("examples/registries/README.md", terminal);
        readme.type("kubectl apply -f examples/registries/local.yaml");
        workspace.awaitRegistry("registry");
        readme.type("kubectl wait --for=condition=Ready localregistry/registry");
        assertThat(readme.type("kubectl get lreg -o wide")).contains("ADDRESS", "CA-EXPIRY", "RegistryReady");
        readme.type("kubectl label namespace team-b");
        assertThat(readme.type("kubectl explain imagebuild.spec.registryRef")).contains("namespace");
    }

    @AfterAll
    static void removeRegistry() {
        namespace.close();
    }

    @Test
    void shouldKeepOfTheFilesWhatTheReadmeSaysWhenTheNextVersionComes() {
        // Given
        var readme = new Reader("examples/files/README.md", terminal);
        readme.type("tar");
        readme.type("kubectl create configmap files-source --from-file=examples/files/source --from-file=theme.tar.gz");

        // When
        readme.type("kubectl apply -f examples/files/files.yaml");
        workspace.awaitReady("files");
        readme.type("kubectl wait --for=condition=Ready imagebuild/files");

        // Then: COPY, ADD and the volume of Docker
        assertThat(readme.type("kubectl exec deployment/files -- find /www").lines())
                .contains("/www/index.html", "/www/theme/icons/dot.svg", "/www/theme/style.css");
        assertThat(readme.type("kubectl exec deployment/files -- ls -ln /data"))
                .containsPattern("(?m)^-rw-r----- +1 +1000 +1000 .* settings\\.conf$");
        assertThat(inFiles("ls -A /data")).isEqualTo("settings.conf\n");
        assertThat(readme.type("kubectl logs deployment/files -c onggi-populate"))
                .isEqualTo("/data: filled from the image\n");

        // Then: the bind mount hides what the image has
        assertThat(readme.type("kubectl exec deployment/files -- sh -c 'echo written by a Pod"))
                .contains("on-the-node.txt")
                .doesNotContain("from-the-image.txt");

        // Given: what a user does in a running container
        readme.type("kubectl exec -i deployment/files -- sh -c 'cat > /www/copied.html'");
        readme.type("kubectl exec deployment/files -- sh -c 'echo color=red");

        // When
        readme.type("sed -i 's/first/second/'");
        readme.type("sed -i 's/blue/green/'");
        readme.type(
                "kubectl create configmap files-source --from-file=examples/files/source --from-file=theme.tar.gz --dry");
        readme.type("kubectl wait --for=jsonpath='{.status.build.number}'=2");
        workspace.awaitReady("files");
        var survived = readme.type("kubectl exec deployment/files -- sh -c 'cat /www/index.html");

        // Then
        assertThat(survived)
                .contains("The second version", "color=red\n", "index.html", "theme", "on-the-node.txt")
                .doesNotContain("copied.html", "work.txt", "from-the-image.txt");
        assertThat(inFiles("cat /bind/on-the-node.txt")).isEqualTo("written by a Pod\n");
        assertThat(readme.type("kubectl logs deployment/files -c onggi-populate"))
                .isEqualTo("/data: the volume is in use already and stays as it is\n");

        // When
        readme.type("kubectl delete -f examples/files/files.yaml");

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(workspace
                                .cluster()
                                .client()
                                .resources(PersistentVolumeClaim.class)
                                .inNamespace(namespace.name())
                                .withName("files-volume-data")
                                .get())
                        .isNull());
    }

    @Test
    void shouldBuildTheSameSourceInFourWaysAndLeaveTheCompilerOutWhereThereAreStages() {
        // Given: the jar from outside
        var readme = new Reader("examples/four-builds/README.md", terminal);
        readme.type("javac");
        readme.type("jar");
        readme.type("kubectl create configmap four-builds");

        // When
        readme.type("kubectl apply -f examples/four-builds/four-builds.yaml");

        // Then
        var basic = workspace.awaitReady("basic").getStatus().image();
        var slim = workspace.awaitReady("slim").getStatus().image();
        var inside = workspace.awaitReady("inside").getStatus().image();
        var stages = workspace.awaitReady("multi-stage").getStatus().image();
        readme.type("kubectl wait --for=condition=Ready imagebuild/basic");
        assertThat(slim.size()).isLessThan(basic.size());
        assertThat(stages.size())
                .as("the jar alone comes out of the first stage")
                .isLessThan(slim.size() + 20_000);
        assertThat(inside.layers()).as("the source and what was made of it").isGreaterThan(basic.layers());
        assertThat(stages.layers()).isEqualTo(slim.layers());
        var wide = new KubectlTable(readme.type("kubectl get ib -o wide"));
        assertThat(wide.columns())
                .containsExactly(
                        "NAME",
                        "READY",
                        "REASON",
                        "REVISION",
                        "DIGEST",
                        "SIZE",
                        "ROLLOUT",
                        "DURATION",
                        "AGE",
                        "IMAGE",
                        "LAYERS",
                        "CACHED",
                        "MESSAGE");
        assertThat(wide.column("SIZE"))
                .containsEntry("basic", basic.displaySize())
                .containsEntry("slim", slim.displaySize())
                .containsEntry("inside", inside.displaySize())
                .containsEntry("multi-stage", stages.displaySize());
        assertThat(wide.column("LAYERS"))
                .containsEntry("basic", basic.layers().toString())
                .containsEntry("multi-stage", stages.layers().toString());
        for (var name : List.of("basic", "slim", "inside", "multi-stage")) {
            assertThat(get(name)).isEqualTo("Hello from one of four builds\n");
        }
        assertThatThrownBy(() -> kubectl("exec", "deployment/multi-stage", "--", "javac", "--version"))
                .isInstanceOf(CommandFailedException.class);

        // When
        readme.type("kubectl delete -f examples/four-builds/four-builds.yaml");
    }

    @Test
    void shouldBuildAMavenProjectAndPushItsJarAloneWhenAClassChanges() throws Exception {
        // Given
        var readme = new Reader("examples/java/README.md", terminal);

        // When
        readme.type("kubectl apply -f examples/java/java.yaml");
        var first = workspace.awaitReady("greeter").getStatus();
        readme.type("kubectl wait --for=condition=Ready imagebuild/greeter");

        // Then
        answers(() -> readme.type("kubectl get --raw"), "{\"text\":\"Hello from a layered jar\"}");

        // When: offline, for all that Maven needs is in the cache mount
        var file = directory.resolve("examples/java/java.yaml");
        Files.writeString(file, Files.readString(file).replace("mvn -B -ntp", "mvn -B -ntp --offline"));
        readme.type("sed 's/Hello from a layered jar/Good day/'");
        var second = workspace.awaitReady("greeter").getStatus();

        // Then
        assertThat(new KubectlTable(readme.type("kubectl get ib greeter -o wide")).column("CACHED"))
                .containsEntry("greeter", second.build().cachedSteps().toString());
        answers(() -> readme.type("kubectl get --raw"), "{\"text\":\"Good day\"}");
        var client = new RegistryClientPod(workspace.cluster(), namespace.name()).start("registry-push", "registry-ca");
        var before = layers(client, first);
        var after = layers(client, second);
        System.out.printf(
                "examples/java: built in %s, then in %s with %d of %d steps cached; layers %s, then %s%n",
                first.build().duration(),
                second.build().duration(),
                second.build().cachedSteps(),
                second.build().steps(),
                before,
                after);
        assertThat(after).hasSameSizeAs(before).hasSizeGreaterThan(2);
        assertThat(after.subList(0, after.size() - 1))
                .as("base and libraries")
                .isEqualTo(before.subList(0, before.size() - 1));
        assertThat(after.getLast()).as("the jar").isNotEqualTo(before.getLast());

        // When
        readme.type("kubectl delete -f examples/java/java.yaml");
        kubectl("delete", "pod/client", "--wait");
    }

    /** Digest and size of each layer, the base's first. */
    private static List<String> layers(RegistryClientPod client, ImageBuildStatus status) throws IOException {
        return new ObjectMapper()
                .readTree(client.run("crane manifest " + status.image().reference()))
                .path("layers")
                .valueStream()
                .map(layer ->
                        layer.path("digest").asText() + " " + layer.path("size").asLong())
                .toList();
    }

    /** The API server learns of a new endpoint a moment after its Pod is ready. */
    private static void answers(Callable<String> answer, String text) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(answer.call()).isEqualTo(text));
    }

    private static String get(String service) {
        return workspace
                .cluster()
                .kubectl(
                        "get",
                        "--raw",
                        "/api/v1/namespaces/%s/services/%s:8080/proxy/".formatted(namespace.name(), service));
    }

    private static String inFiles(String script) {
        return kubectl("exec", "deployment/files", "-c", "app", "--", "sh", "-c", script);
    }

    private static String kubectl(String... arguments) {
        return workspace
                .cluster()
                .kubectl(Stream.concat(Stream.of("-n", namespace.name()), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}

package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.testbed.CommandFailedException;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the READMEs of examples/files, examples/four-builds, examples/java, examples/web, examples/clean-up and
 * examples/registries say, in a namespace that admits what Docker's users are used to: directories and ports of the node.
 */
@ExtendWith(E2eCluster.class)
class ExamplesE2E {

    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private static TestNamespace namespace;
    private static Workspace workspace;

    @BeforeAll
    static void makeRegistry(TestCluster cluster) throws IOException {
        namespace = TestNamespace.create(cluster, "e2e-examples");
        workspace = new Workspace(cluster, namespace.name());
        cluster.kubectl(
                "label", "namespace", namespace.name(), "--overwrite", "pod-security.kubernetes.io/enforce=privileged");
        workspace.applyRegistry(read("registries/local.yaml"));
    }

    @AfterAll
    static void removeRegistry() {
        workspace.cluster().kubectl("delete", "clusterrolebinding", "onggi-remove-view", "--ignore-not-found");
        namespace.close();
    }

    @Test
    void shouldKeepOfTheFilesWhatTheReadmeSaysWhenTheNextVersionComes() throws Exception {
        // Given
        applyFilesSource("The first version", "color=blue");

        // When
        workspace.apply(read("files/files.yaml"));
        workspace.awaitReady("files");

        // Then: COPY, ADD and the volume of Docker
        assertThat(inFiles("find /www -type f | sort"))
                .isEqualTo("/www/index.html\n/www/theme/icons/dot.svg\n/www/theme/style.css\n");
        assertThat(inFiles("stat -c '%u:%g %a' /data/settings.conf; ls -A /data"))
                .isEqualTo("1000:1000 640\nsettings.conf\n");
        assertThat(kubectl("logs", "deployment/files", "-c", "onggi-populate"))
                .isEqualTo("/data: filled from the image\n");
        assertThat(inFiles("ls /bind")).as("hidden by the bind mount").doesNotContain("from-the-image.txt");

        // Given: what a user does in a running container
        inFiles("echo written by a Pod > /bind/on-the-node.txt");
        inFiles("echo copied > /www/copied.html; echo color=red > /data/settings.conf; echo work > /scratch/work.txt");

        // When
        applyFilesSource("The second version", "color=green");
        workspace.awaitImageBuild(
                "files", "built again", found -> found.getStatus().build().number() == 2);
        workspace.awaitReady("files");

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(inFiles("cat /www/index.html")).contains("The second version"));
        assertThat(inFiles("cat /data/settings.conf")).isEqualTo("color=red\n");
        assertThat(inFiles("cat /bind/on-the-node.txt")).isEqualTo("written by a Pod\n");
        assertThat(inFiles("ls /www /scratch"))
                .contains("index.html", "theme")
                .doesNotContain("copied.html", "work.txt");
        assertThat(kubectl("logs", "deployment/files", "-c", "onggi-populate"))
                .isEqualTo("/data: the volume is in use already and stays as it is\n");

        // When
        kubectl("delete", "imagebuild", "files", "--wait");

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
    void shouldBuildTheSameSourceInFourWaysAndLeaveTheCompilerOutWhereThereAreStages() throws Exception {
        // Given: the jar from outside
        var source = EXAMPLES.resolve("four-builds/src");
        run(
                tool("javac"),
                "--release",
                "25",
                "-d",
                directory.resolve("classes").toString(),
                source.resolve("Hello.java").toString());
        var jar = directory.resolve("hello.jar").toString();
        run(
                tool("jar"),
                "--create",
                "--file",
                jar,
                "--main-class",
                "Hello",
                "-C",
                directory.resolve("classes").toString(),
                ".");
        applyConfigMap("four-builds", "--from-file=" + source, "--from-file=" + jar);

        // When
        workspace.apply(read("four-builds/four-builds.yaml"));

        // Then
        var basic = workspace.awaitReady("basic").getStatus().image();
        var slim = workspace.awaitReady("slim").getStatus().image();
        var inside = workspace.awaitReady("inside").getStatus().image();
        var stages = workspace.awaitReady("multi-stage").getStatus().image();
        assertThat(slim.size()).isLessThan(basic.size());
        assertThat(stages.size())
                .as("the jar alone comes out of the first stage")
                .isLessThan(slim.size() + 20_000);
        assertThat(inside.layers()).as("the source and what was made of it").isGreaterThan(basic.layers());
        assertThat(stages.layers()).isEqualTo(slim.layers());
        for (var name : List.of("basic", "slim", "inside", "multi-stage")) {
            assertThat(get(name)).isEqualTo("Hello from one of four builds\n");
        }
        assertThatThrownBy(() -> kubectl("exec", "deployment/multi-stage", "--", "javac", "--version"))
                .isInstanceOf(CommandFailedException.class);

        // When
        kubectl("delete", "imagebuild", "basic", "slim", "inside", "multi-stage", "--wait");
    }

    @Test
    void shouldBuildAMavenProjectAndPushItsJarAloneWhenAClassChanges() throws Exception {
        // When
        workspace.apply(read("java/java.yaml"));
        var first = workspace.awaitReady("greeter").getStatus();

        // Then
        assertThat(get("greeter")).isEqualTo("{\"text\":\"Hello from a layered jar\"}");

        // When: offline, for all that Maven needs is in the cache mount
        workspace.apply(read("java/java.yaml")
                .replace("Hello from a layered jar", "Good day")
                .replace("mvn -B -ntp", "mvn -B -ntp --offline"));
        var second = workspace.awaitReady("greeter").getStatus();

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(get("greeter")).isEqualTo("{\"text\":\"Good day\"}"));
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
        kubectl("delete", "imagebuild/greeter", "pod/client", "--wait");
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

    @Test
    void shouldRunASiteOnAPortOfTheNodeAndCleanUpWhatIsLeftOfIt() throws Exception {
        // When
        workspace.apply(read("web/web.yaml"));
        var latest = workspace.awaitReady("web");
        var stable = workspace.awaitReady("web-stable");

        // Then
        assertThat(onTheNode(8081)).contains("The second edition");
        assertThat(onTheNode(8080)).contains("The first edition");

        // When
        kubectl("exec", "deployment/web", "--", "killall", "httpd");

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(kubectl(
                            "get",
                            "pods",
                            "-l",
                            "onggi.dev/imagebuild=web,app.kubernetes.io/name=workload",
                            "-o",
                            "jsonpath={.items[*].status.containerStatuses[*].restartCount}"))
                    .isEqualTo("1");
            assertThat(get("web")).contains("The second edition");
        });

        // Given: examples/clean-up
        var images = CommandPod.images(workspace.cluster(), namespace.name()).permitted();
        var remove = CommandPod.remove(workspace.cluster(), namespace.name()).permitted();

        // Then
        assertThat(images.run("web:").lines())
                .anyMatch(line -> line.startsWith("web ") && line.contains(" latest ") && line.contains("Deployment/"))
                .anyMatch(line -> line.startsWith("web ") && line.contains(" stable ") && line.contains("Deployment/"));
        assertThat(remove.refusal("web:stable"))
                .contains("web:stable is used by Deployment/%s/web-stable".formatted(namespace.name()));

        // When
        var account = "--serviceaccount=%s:onggi-remove".formatted(namespace.name());
        workspace.cluster().kubectl("create", "clusterrolebinding", "onggi-remove-view", "--clusterrole=view", account);
        kubectl("delete", "imagebuild", "web-stable", "--wait");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(images.run("web:stable")).endsWith(" -\n"));

        // Then
        assertThat(remove.run("web:stable"))
                .startsWith("Deleted web:stable, " + stable.getStatus().image().digest());
        assertThat(images.run("web:")).contains(" latest ").doesNotContain(" stable ");
        assertThat(latest.getStatus().image().digest())
                .isNotEqualTo(stable.getStatus().image().digest());
    }

    /** What a port of the node answers; the node has neither curl nor wget. */
    private static String onTheNode(int port) {
        var script =
                "exec 3<>/dev/tcp/$(hostname -i | cut -d' ' -f1)/%d && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3"
                        .formatted(port);
        return workspace.cluster().onNode("bash", "-c", script);
    }

    private static String get(String service) {
        return workspace
                .cluster()
                .kubectl(
                        "get",
                        "--raw",
                        "/api/v1/namespaces/%s/services/%s:8080/proxy/".formatted(namespace.name(), service));
    }

    /** The README's two commands, with another content in two of the files. */
    private void applyFilesSource(String title, String settings) throws IOException, InterruptedException {
        var archive = directory.resolve("theme.tar.gz").toString();
        run("tar", "-czf", archive, "-C", EXAMPLES.resolve("files/theme").toString(), ".");
        var source = EXAMPLES.resolve("files/source");
        var index = Files.writeString(directory.resolve("index.html"), "<h1>%s</h1>\n".formatted(title));
        var conf = Files.writeString(directory.resolve("settings.conf"), settings + "\n");
        applyConfigMap(
                "files-source",
                "--from-file=" + source.resolve("Dockerfile"),
                "--from-file=" + source.resolve("from-the-image.txt"),
                "--from-file=" + index,
                "--from-file=" + conf,
                "--from-file=" + archive);
    }

    private static void applyConfigMap(String name, String... files) {
        workspace.apply(kubectl(Stream.of(
                        Stream.of("create", "configmap", name),
                        Stream.of(files),
                        Stream.of("--dry-run=client", "-o", "yaml"))
                .flatMap(part -> part)
                .toArray(String[]::new)));
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

    /** Of the JDK that runs the tests: none need be on the path. */
    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static String read(String file) throws IOException {
        return Files.readString(EXAMPLES.resolve(file));
    }
}

package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTest {

    private static final Installed FOR_CONTAINERD = new Installed(NodeRuntime.CONTAINERD, "/etc/containerd/certs.d");
    private static final Installed FOR_CRIO = new Installed(NodeRuntime.CRIO, "/etc/containers/certs.d");
    private static final Installed FOR_DOCKER = new Installed(NodeRuntime.DOCKER, "/etc/docker/certs.d");

    @TempDir
    Path node;

    @Test
    void shouldWorkWhenVersion3NamesTheDirectory() {
        // Given
        write("/etc/containerd/config.toml", """
                version = 3
                [plugins.'io.containerd.cri.v1.images'.registry]
                  config_path = '/etc/containerd/certs.d'
                """);

        // When
        var report = inspect(FOR_CONTAINERD);

        // Then
        assertThat(report.toJson())
                .isEqualTo(
                        "{\"runtime\":\"containerd\",\"configPath\":[\"/etc/containerd/certs.d\"],\"hostsConfig\":true,\"cause\":\"\",\"refused\":{},\"repaired\":{}}");
    }

    @Test
    void shouldWorkWhenVersion2NamesTheDirectory() {
        // Given
        write("/etc/containerd/config.toml", """
                version = 2
                [plugins."io.containerd.grpc.v1.cri".registry]
                  config_path = "/etc/containerd/certs.d"
                """);

        // When, Then
        assertThat(inspect(FOR_CONTAINERD).hostsConfig()).isTrue();
    }

    @Test
    void shouldLetTheImportedFileHaveTheLastWordWhenBothNameADirectory() {
        // Given
        write("/etc/containerd/config.toml", """
                version = 3
                imports = ["conf.d/*.toml", "/etc/other/one.toml"]
                [plugins."io.containerd.cri.v1.images".registry]
                  config_path = "/somewhere/else"
                """);
        write("/etc/containerd/conf.d/10-registry.toml", """
                [plugins."io.containerd.cri.v1.images".registry]
                  config_path = "/etc/containerd/certs.d"
                """);
        write("/etc/containerd/conf.d/20-not-imported.yaml", "config_path: no TOML at all");

        // When, Then
        assertThat(inspect(FOR_CONTAINERD).hostsConfig()).isTrue();
    }

    @Test
    void shouldNameCauseAndFixWhenNoDirectoryIsSet() {
        // Given
        write("/etc/containerd/config.toml", "version = 3\n");

        // When
        var report = inspect(FOR_CONTAINERD);

        // Then
        assertThat(report.hostsConfig()).isFalse();
        assertThat(report.cause())
                .startsWith("/etc/containerd/config.toml sets no config_path")
                .contains("set config_path = \"/etc/containerd/certs.d\" in /etc/containerd/config.toml and restart")
                .contains("LoopbackProxy");
    }

    @Test
    void shouldNameTheMirrorsWhenTheyKeepContainerdFromReadingHostsFiles() {
        // Given
        write("/etc/containerd/config.toml", """
                version = 2
                [plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]
                  endpoint = ["https://mirror.example.com"]
                """);

        // When, Then
        assertThat(inspect(FOR_CONTAINERD).cause()).contains("lists registry mirrors and no config_path");
    }

    /** containerd issue 12808: since pulls go through its transfer service it takes the list for the name of one directory. */
    @ParameterizedTest
    @CsvSource({"false, false", "true, true"})
    void shouldReadAListOnlyWhenPullsAreMadeLocally(boolean local, boolean works) {
        // Given
        write("/etc/containerd/config.toml", """
                version = 3
                [plugins."io.containerd.cri.v1.images"]
                  use_local_image_pull = %s
                [plugins."io.containerd.cri.v1.images".registry]
                  config_path = "/etc/containerd/certs.d:/etc/docker/certs.d"
                """.formatted(local));

        // When
        var report = inspect(FOR_CONTAINERD);

        // Then
        assertThat(report.configPath()).containsExactly("/etc/containerd/certs.d", "/etc/docker/certs.d");
        assertThat(report.hostsConfig()).isEqualTo(works);
    }

    @ParameterizedTest
    @CsvSource({"k3s", "rke2"})
    void shouldNameTheOverlayWhenTheNodeReadsAnotherDirectory(String flavour) {
        // Given
        var own = "/var/lib/rancher/" + flavour + "/agent/etc/containerd";
        write(own + "/config.toml", """
                version = 3
                imports = ["%1$s/config-v3.toml.d/*.toml"]
                [plugins.'io.containerd.cri.v1.images'.registry]
                  config_path = "%1$s/certs.d"
                """.formatted(own));

        // When
        var report = inspect(FOR_CONTAINERD);
        var withOverlay = inspect(new Installed(NodeRuntime.parse(flavour).orElseThrow(), own + "/certs.d"));

        // Then
        assertThat(report.hostsConfig()).isFalse();
        assertThat(report.cause())
                .contains("reads " + own + "/certs.d, and the node agent writes to /etc/containerd/certs.d")
                .contains("kubectl apply --server-side -k deploy/overlays/" + flavour);
        assertThat(withOverlay.hostsConfig()).isTrue();
    }

    @Test
    void shouldNameTheVolumeWhenContainerdReadsADirectoryOfItsOwner() {
        // Given
        write("/etc/containerd/config.toml", """
                version = 3
                [plugins.'io.containerd.cri.v1.images'.registry]
                  config_path = '/opt/registries'
                """);

        // When, Then
        assertThat(inspect(FOR_CONTAINERD).cause())
                .contains("set path of the volume certs")
                .contains("/opt/registries");
    }

    @ParameterizedTest
    @CsvSource({"'', false", "auto_reload_registries = true, true"})
    void shouldWorkWithCrioOnlyWhenItReloadsByItself(String setting, boolean works) {
        // Given
        write("/var/lib/kubelet/config.yaml", "containerRuntimeEndpoint: unix:///var/run/crio/crio.sock\n");
        write("/etc/crio/crio.conf", "[crio.image]\nauto_reload_registries = false\n");
        write("/etc/crio/crio.conf.d/10-onggi.conf", "[crio.image]\n" + setting + "\n");

        // When
        var report = inspect(FOR_CRIO);

        // Then
        assertThat(report.runtime()).isEqualTo(NodeRuntime.CRIO);
        assertThat(report.hostsConfig()).isEqualTo(works);
        assertThat(report.cause().contains("auto_reload_registries = true")).isEqualTo(!works);
    }

    @Test
    void shouldNameTheOverlayWhenTheNodeRunsCrio() {
        // Given
        write("/etc/crio/crio.conf", "");

        // When, Then
        assertThat(inspect(FOR_CONTAINERD).cause()).contains("kubectl apply --server-side -k deploy/overlays/crio");
    }

    @Test
    void shouldSayWhatDockerCannotDoWhenTheKubeletUsesIt() {
        // Given: containerd is installed beside it, as always
        write("/var/lib/kubelet/kubeadm-flags.env", """
                KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///var/run/cri-dockerd.sock --v=2"
                """);
        write("/etc/containerd/config.toml", "disabled_plugins = [\"cri\"]\n");

        // When
        var report = inspect(FOR_DOCKER);

        // Then
        assertThat(report.runtime()).isEqualTo(NodeRuntime.DOCKER);
        assertThat(report.hostsConfig()).isFalse();
        assertThat(report.cause()).contains("use LoopbackProxy (which Auto takes here) or NodePort");
    }

    @Test
    void shouldSayWhereTheFaultIsWhenTheConfigurationIsNoToml() {
        // Given
        write("/etc/containerd/config.toml", "version = 3\nthis is not TOML\n");

        // When
        var report = inspect(FOR_CONTAINERD);

        // Then
        assertThat(report.hostsConfig()).isFalse();
        assertThat(report.cause()).contains("/etc/containerd/config.toml is not TOML in line 2");
    }

    @Test
    void shouldSayThatItKnowsNothingWhenThereIsNothingThatItKnows() {
        // When, Then
        assertThat(inspect(FOR_CONTAINERD).runtime()).isEqualTo(NodeRuntime.UNKNOWN);
        assertThat(inspect(FOR_CONTAINERD).cause()).startsWith("no configuration of containerd, CRI-O or Docker");
    }

    @Test
    void shouldFollowAnAbsoluteLinkOnTheNodeWhenTheConfigurationIsOne() throws IOException {
        // Given
        write("/etc/static/containerd.toml", """
                version = 3
                [plugins.'io.containerd.cri.v1.images'.registry]
                  config_path = '/etc/containerd/certs.d'
                """);
        Files.createDirectories(node.resolve("etc/containerd"));
        Files.createSymbolicLink(node.resolve("etc/containerd/config.toml"), Path.of("/etc/static/containerd.toml"));

        // When, Then
        assertThat(inspect(FOR_CONTAINERD).hostsConfig()).isTrue();
    }

    private NodeReport inspect(Installed installed) {
        return new Inspection(installed).of(new NodeFiles(node));
    }

    private void write(String path, String text) {
        try {
            var file = node.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

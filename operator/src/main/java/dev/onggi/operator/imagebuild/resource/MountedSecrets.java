package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.BuildSecrets.SecretKey;
import dev.onggi.api.v1alpha1.ImageBuildSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What RUN steps may use. The kubelet puts it into the build container, where buildctl reads it and hands it to BuildKit
 * when a step asks: as a file in memory or a variable, or as an agent of ssh. The operator never reads it.
 */
public final class MountedSecrets {

    static final String DIRECTORY = "/onggi/secrets";

    private static final String SSH_KEY = "ssh-privatekey";

    private MountedSecrets() {}

    /**
     * One of them.
     *
     * @param option buildctl's option
     * @param id by which the Dockerfile asks for it
     * @param path name of the file
     * @param field where it stands in the spec
     * @param secret name of the Secret
     * @param key its key
     */
    public record Mounted(String option, String id, String path, String field, String secret, String key) {

        List<String> arguments() {
            var file = DIRECTORY + "/" + path;
            return List.of(option, option.equals("--ssh") ? id + "=" + file : "id=" + id + ",src=" + file);
        }

        private VolumeProjection projection() {
            return new VolumeProjectionBuilder()
                    .withNewSecret()
                    .withName(secret)
                    .addNewItem()
                    .withKey(key)
                    .withPath(path)
                    .endItem()
                    .endSecret()
                    .build();
        }
    }

    /** All of a spec. */
    public static List<Mounted> of(ImageBuildSpec spec) {
        var secrets = Stream.ofNullable(spec.secrets())
                .flatMap(List::stream)
                .map(secret ->
                        mounted("--secret", secret.id(), "secret-", "spec.secrets", secret.secretRef(), secret.id()));
        var keys = Stream.ofNullable(spec.ssh())
                .flatMap(List::stream)
                .map(key -> mounted("--ssh", key.id(), "ssh-", "spec.ssh", key.secretRef(), SSH_KEY));
        return Stream.concat(secrets, keys).toList();
    }

    private static Mounted mounted(
            String option, String id, String prefix, String field, SecretKey secret, String defaultKey) {
        return new Mounted(
                option, id, prefix + id, field, secret.name(), Objects.requireNonNullElse(secret.key(), defaultKey));
    }

    static Volume volume(String name, ImageBuildSpec spec) {
        return new VolumeBuilder()
                .withName(name)
                .withNewProjected()
                .withSources(of(spec).stream().map(Mounted::projection).toList())
                .endProjected()
                .build();
    }
}

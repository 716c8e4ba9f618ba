package dev.onggi.operator.integration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onggi.api.v1alpha1.ImageBuild;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The ImageBuild {@code app} and what it owned, as an API server had them when a version of the operator had done its work.
 *
 * @param version of the operator: a commit
 */
record UpgradeRecording(String version) {

    private static final Path FOLDER = Path.of("src/test/resources/upgrade");
    private static final String IMAGE_BUILD = "imagebuild-app.yaml";

    /** What an ImageBuild owns and what an operator looks at. */
    private static final List<Class<? extends HasMetadata>> OWNED =
            List.of(Deployment.class, Service.class, PersistentVolumeClaim.class, Pod.class);

    /** As the operator writes a status. */
    private static final PatchContext AS_OPERATOR = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("onggi")
            .withForce(true)
            .build();

    static Stream<UpgradeRecording> all() {
        return files(FOLDER)
                .filter(Files::isDirectory)
                .map(folder -> new UpgradeRecording(folder.getFileName().toString()));
    }

    /** The namespace that it is of; references of images have it. */
    String namespace() {
        return "upgraded-" + version;
    }

    ImageBuild imageBuild() {
        return Serialization.unmarshal(text(IMAGE_BUILD), ImageBuild.class);
    }

    private Path folder() {
        return FOLDER.resolve(version);
    }

    private String text(String file) {
        try {
            return Files.readString(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down what is in a namespace. */
    void write(Team team) throws IOException {
        Files.createDirectories(folder());
        write(team.imageBuild("app"));
        for (var kind : OWNED) {
            for (var object : team.list(kind)) {
                if (object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getName().equals("app"))) {
                    write(object);
                }
            }
        }
    }

    private void write(HasMetadata object) throws IOException {
        var file = "%s-%s.yaml"
                .formatted(
                        object.getKind().toLowerCase(Locale.ROOT),
                        object.getMetadata().getName());
        Files.writeString(folder().resolve(file), Serialization.asYaml(object));
    }

    /** Brings it all back to its namespace, with its status, its generation and whose each field is. */
    void restore(Team team) {
        var recorded = imageBuild();
        restoreGeneration(team, recorded.getMetadata().getGeneration());
        var status = new ImageBuild();
        status.getMetadata().setName("app");
        status.getMetadata().setNamespace(team.namespace());
        status.setStatus(recorded.getStatus());
        ApiServer.admin().resource(status).subresource("status").patch(AS_OPERATOR);

        var uid = team.imageBuild("app").getMetadata().getUid();
        files(folder())
                .map(file -> file.getFileName().toString())
                .filter(file -> !file.equals(IMAGE_BUILD))
                .forEach(file ->
                        restore(team, text(file).replace(recorded.getMetadata().getUid(), uid)));
    }

    /** By as many changes of the spec, of which the last one makes it what it was. */
    private void restoreGeneration(Team team, long generation) {
        var object = Serialization.unmarshal(text(IMAGE_BUILD), ObjectNode.class);
        object.remove("status");
        object.putObject("metadata").put("name", "app");
        for (long i = 1; i < generation; i++) {
            var other = object.deepCopy();
            ((ObjectNode) other.get("spec")).put("rebuild", "generation-" + i);
            team.apply(other.toString());
        }
        team.apply(object.toString());
    }

    private static void restore(Team team, String yaml) {
        var client = ApiServer.admin();
        HasMetadata object = client.resourceList(yaml).items().getFirst();
        var metadata = object.getMetadata();
        var managers = metadata.getManagedFields().stream()
                .filter(entry -> entry.getSubresource() == null)
                .toList();
        metadata.setUid(null);
        metadata.setResourceVersion(null);
        metadata.setManagedFields(null);
        if (object instanceof Service service) {
            // another one of this API server may have it
            service.getSpec().setClusterIP(null);
            service.getSpec().setClusterIPs(null);
        }
        var created = client.resource(object).create();
        created.getMetadata().setManagedFields(managers);
        client.resource(created).update();
        switch (object) {
            case Deployment deployment ->
                team.resource(Deployment.class, deployment.getMetadata().getName())
                        .editStatus(there -> {
                            there.setStatus(deployment.getStatus());
                            there.getStatus()
                                    .setObservedGeneration(there.getMetadata().getGeneration());
                            return there;
                        });
            case Pod pod ->
                team.resource(Pod.class, pod.getMetadata().getName()).editStatus(there -> {
                    there.setStatus(pod.getStatus());
                    return there;
                });
            default -> {
                // nothing is read of its status
            }
        }
    }

    private static Stream<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.source.NamedObjectSource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.stream.Stream;

/** The ConfigMaps that ImageBuilds name as their source. */
final class SourceConfigMaps extends NamedObjectSource<ConfigMap, ImageBuild> {

    SourceConfigMaps(KubernetesClient client) {
        super(
                client,
                ConfigMap.class,
                "source-configmaps",
                imageBuild -> Stream.ofNullable(imageBuild.getSpec().source().configMapRef())
                        .map(reference -> reference.name()),
                (before, after) -> !Objects.equals(before.getData(), after.getData())
                        || !Objects.equals(before.getBinaryData(), after.getBinaryData()));
    }
}

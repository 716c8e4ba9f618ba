package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.source.NamedObjectSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.stream.Stream;

/** The claims that ImageBuilds name as their source: a build waits until its claim is there, and for nothing else of it. */
final class SourceClaims extends NamedObjectSource<PersistentVolumeClaim, ImageBuild> {

    SourceClaims(KubernetesClient client) {
        super(
                client,
                PersistentVolumeClaim.class,
                "source-claims",
                imageBuild -> Stream.ofNullable(imageBuild.getSpec().source().persistentVolumeClaim())
                        .map(claim -> claim.claimName()),
                (before, after) -> false);
    }
}

package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.imagebuild.resource.BuilderSettings;
import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.imagebuild.resource.SourceFiles;
import dev.onggi.operator.model.ImageBuildNames;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one reconciliation reads, read once. The objects are the informers' own: they are never changed.
 *
 * @param imageBuild the resource
 * @param registry the registry it pushes to
 * @param source its source
 * @param buildPods its build Pods, by number
 * @param claims the claims that were made for it: of its cache, and of its workload's volumes
 * @param deployment its Deployment
 * @param service its Service
 * @param workloadPods the Pods of its Deployment
 * @param watch the Pod that asks what its triggers name
 * @param networkPolicy the NetworkPolicy of its build Pods
 * @param settings what the installation chooses for build Pods
 * @param now the time
 */
public record BuildContext(
        ImageBuild imageBuild,
        RegistryResolution registry,
        SourceResolution source,
        List<Pod> buildPods,
        List<PersistentVolumeClaim> claims,
        Optional<Deployment> deployment,
        Optional<Service> service,
        List<Pod> workloadPods,
        Optional<Pod> watch,
        Optional<NetworkPolicy> networkPolicy,
        BuilderSettings settings,
        Instant now) {

    /** How long a reference may lead nowhere before it counts as wrong: what is applied together arrives one by one. */
    static final Duration REFERENCE_GRACE = Duration.ofSeconds(10);

    /** The generation that is being reconciled. */
    public long generation() {
        return imageBuild.getMetadata().getGeneration();
    }

    String namespace() {
        return imageBuild.getMetadata().getNamespace();
    }

    /** Time that is left until a reference that leads nowhere counts as wrong. Not positive: it does. */
    Duration referenceGraceLeft() {
        var created = Instant.parse(imageBuild.getMetadata().getCreationTimestamp());
        return Duration.between(now, created.plus(REFERENCE_GRACE));
    }

    /** The registry; only after {@link ResolveRegistry} went on. */
    PushTarget pushTarget() {
        return ((RegistryResolution.Found) registry).target();
    }

    /** The resource of the registry; only after {@link ResolveRegistry} went on. */
    public LocalRegistry localRegistry() {
        return ((RegistryResolution.Found) registry).registry();
    }

    /** One of its claims. */
    Optional<PersistentVolumeClaim> claim(String name) {
        return claims.stream()
                .filter(claim -> claim.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** The claim of its cache. */
    Optional<PersistentVolumeClaim> cacheClaim() {
        return claim(new ImageBuildNames(imageBuild.getMetadata().getName()).cache());
    }

    /** What a build of the current spec would be; only after {@link ResolveSource} went on. */
    BuildPlan plan() {
        Optional<SourceFiles> files =
                source instanceof SourceResolution.Files found ? Optional.of(found.files()) : Optional.empty();
        return new BuildPlan(imageBuild, pushTarget(), files, settings);
    }
}

package dev.onggi.operator.builder.resource;

import dev.onggi.operator.imagebuild.resource.BuildKitConfig;
import dev.onggi.operator.imagebuild.resource.BuildPodFactory;
import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.imagebuild.resource.Resources;
import dev.onggi.operator.imagebuild.result.BuildScripts;
import dev.onggi.operator.model.BuildFingerprint;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The Pod of a namespace's builder, as little privileged as a build Pod. Each of its containers sees what it needs: the
 * runner alone the key of its certificate, BuildKit alone the cache, and the one that fetches no credential of any build.
 *
 * @param namespace where it is
 * @param registry the registry that BuildKit is configured for
 * @param cacheSize size of the claim
 * @param fetches whether it has the container that fetches repositories, which costs each start of the Pod a moment
 * @param settings what the installation chooses
 */
public record BuilderPod(
        String namespace, PushTarget registry, String cacheSize, boolean fetches, SharedBuilderSettings settings) {

    static final String RUNNER = "runner";

    /**
     * Room for one fetched source and for the repository that it comes from, in GiB: fetch.sh stops at 4, a moment later than
     * that. These bounds are for what it does not see, for what they end is the whole Pod, with the builds of others.
     */
    private static final int GIB_OF_SOURCE = 6;

    /** Time for BuildKit to close its cache in order. */
    private static final long GRACE_SECONDS = 30;

    /** Whether a Pod has the container that fetches. */
    public static boolean fetches(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .anyMatch(container -> BuildPodFactory.FETCH.equals(container.getName()));
    }

    /** BuildKit's configuration. */
    public String buildkitdToml() {
        return BuildKitConfig.toml(registry, Optional.of(cacheSize));
    }

    /** Of all that makes this Pod another one: a Pod that was made from something else is replaced when it has no work. */
    public String hash() {
        return new BuildFingerprint()
                .with("buildkitd.toml", BuildKitConfig.toml(registry, Optional.empty()))
                .with("ca", registry.caSecret().orElse(null))
                .with("images", List.of(settings.buildImage(), settings.runnerImage()))
                .with("profile", settings.localhostProfile())
                .with("scripts", List.of(BuildScripts.builder(), BuildScripts.build(), BuildScripts.fetch()))
                .with("atATime", Integer.toString(settings.atATime()))
                .with("fetches", Boolean.toString(fetches))
                .value();
    }

    /**
     * The Pod.
     *
     * @param now makes the name of its Secret another one than that of the Pod before, which Kubernetes may yet have to
     *     remove
     */
    public Pod pod(List<OwnerReference> owners, Instant now) {
        return new PodBuilder()
                .withMetadata(BuilderMetadata.of(namespace, owners)
                        .addToAnnotations(Labels.CONFIG_HASH, hash())
                        .addToAnnotations("kubectl.kubernetes.io/default-container", RUNNER)
                        .build())
                .withNewSpec()
                .withHostUsers(false)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                // a part that has ended is not put back: the builds that it had are lost, and the next Pod has them
                // anew
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                // one is started after the other, and the runner takes longest until it answers
                .withContainers(fetches ? List.of(runner(), build(), fetch()) : List.of(runner(), build()))
                .withVolumes(BuilderVolumes.of(
                        registry,
                        BuilderMetadata.NAME + "-" + Long.toString(now.toEpochMilli(), Character.MAX_RADIX),
                        roomForSources(),
                        fetches))
                .endSpec()
                .build();
    }

    private Container build() {
        return script(BuildPodFactory.BUILD, BuilderVolumes.BUILDS_PATH, BuildScripts.build())
                .withResources(Resources.ofBuild(null))
                .withVolumeMounts(BuilderVolumes.buildMounts(registry))
                .withSecurityContext(BuildPodFactory.ofBuildKit(settings.localhostProfile()))
                .build();
    }

    private Container fetch() {
        return script(BuildPodFactory.FETCH, BuilderVolumes.SOURCES_PATH, BuildScripts.fetch())
                .withResources(new ResourceRequirementsBuilder()
                        .addToRequests("cpu", new Quantity("10m"))
                        .addToRequests("memory", new Quantity("32Mi"))
                        .addToLimits("cpu", new Quantity("2"))
                        .addToLimits("memory", new Quantity("2Gi"))
                        .addToLimits("ephemeral-storage", roomForSources())
                        .build())
                .withVolumeMounts(BuilderVolumes.fetchMounts())
                .withSecurityContext(BuildPodFactory.withoutPrivilege())
                .build();
    }

    private Quantity roomForSources() {
        return new Quantity(settings.atATime() * GIB_OF_SOURCE + "Gi");
    }

    private ContainerBuilder script(String name, String directory, String script) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(settings.buildImage())
                .withImagePullPolicy("IfNotPresent")
                .withCommand("/bin/sh", "-c", BuildPodFactory.literal(BuildScripts.builder()), "onggi-" + name)
                .withArgs(name, directory, BuildPodFactory.literal(script))
                .withTerminationMessagePolicy("File");
    }

    private Container runner() {
        return new ContainerBuilder()
                .withName(RUNNER)
                .withImage(settings.runnerImage())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(RunnerCommand.of(settings.atATime()))
                .withResources(new ResourceRequirementsBuilder()
                        .addToRequests("cpu", new Quantity("10m"))
                        .addToRequests("memory", new Quantity("64Mi"))
                        .addToLimits("cpu", new Quantity("2"))
                        .addToLimits("memory", new Quantity("192Mi"))
                        .addToLimits("ephemeral-storage", new Quantity("2Gi"))
                        .build())
                .withVolumeMounts(BuilderVolumes.runnerMounts())
                // the user of the other two containers, whose files it writes and removes; nobody on the node
                .withSecurityContext(new SecurityContextBuilder(BuildPodFactory.withoutPrivilege())
                        .withRunAsUser(0L)
                        .withRunAsGroup(0L)
                        .withReadOnlyRootFilesystem(true)
                        .build())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }
}

package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.builder.resource.BuilderClaim;
import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.builder.resource.BuilderNetworkPolicy;
import dev.onggi.operator.builder.resource.BuilderPod;
import dev.onggi.operator.builder.resource.BuilderSecret;
import dev.onggi.operator.builder.resource.SharedBuilderSettings;
import dev.onggi.operator.golden.GoldenFiles;
import dev.onggi.operator.golden.GoldenScenarios;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.result.BuildScripts;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;
import dev.onggi.operator.model.ImageUser;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Each scenario is an ImageBuild with what it refers to, and all objects that are made for its first build. */
class ImageBuildGoldenTest extends GoldenScenarios {

    ImageBuildGoldenTest() {
        super("imagebuild/golden");
    }

    @Override
    protected Collection<HasMetadata> objects(GoldenFiles.Scenario scenario) {
        var imageBuild = scenario.input(ImageBuild.class);
        var registry = scenario.input(LocalRegistry.class);
        var configMap = scenario.inputs(ConfigMap.class).stream().findFirst();
        return objects(plan(imageBuild, registry, configMap));
    }

    private static BuildPlan plan(ImageBuild imageBuild, LocalRegistry registry, Optional<ConfigMap> configMap) {
        var inline = imageBuild.getSpec().source().inline();
        var files = inline == null ? configMap.map(SourceFiles::of) : Optional.of(SourceFiles.inline(inline.files()));
        return new BuildPlan(
                imageBuild, PushTarget.of(registry, imageBuild.getMetadata().getNamespace()), files, Samples.SETTINGS);
    }

    private static Collection<HasMetadata> objects(BuildPlan plan) {
        var objects = new ArrayList<HasMetadata>();
        var imageBuild = plan.imageBuild();
        if (plan.isShared()) {
            objects.addAll(builder(plan));
        } else {
            if (plan.cacheMode() == CacheMode.VOLUME) {
                objects.add(CacheClaimFactory.claim(imageBuild));
            }
            objects.add(BuildNetworkPolicy.of(imageBuild, plan.settings().deniedNetworks()));
            var pod = BuildPodFactory.pod(plan, 1);
            objects.add(withoutScripts(pod));
            objects.add(BuildInputsFactory.configMap(plan, admitted(pod)));
        }
        if (Watch.isWanted(imageBuild)) {
            objects.add(withoutScripts(WatchPodFactory.pod(
                    plan,
                    new Watch(
                            1,
                            Samples.COMMIT,
                            List.of(new BaseImage("docker.io/library/busybox:stable", Samples.DIGEST.value()))))));
        }
        if (plan.spec().rollout() != null) {
            var image = plan.pullReference(Samples.DIGEST);
            objects.addAll(WorkloadClaims.of(imageBuild));
            var populate = PopulateContainer.image(Optional.empty(), image, Samples.SETTINGS);
            objects.add(withoutScripts(WorkloadFactory.workload(
                            imageBuild,
                            new WorkloadImage(image, user(imageBuild), populate),
                            plan.registry().pullSecret())
                    .deployment()));
            WorkloadFactory.service(imageBuild).ifPresent(objects::add);
        }
        return objects;
    }

    /** Who the image runs as, where the scenario's status says so. */
    private static ImageUser user(ImageBuild imageBuild) {
        var status = imageBuild.getStatus();
        return ImageUser.of(
                status == null || status.image() == null ? null : status.image().user());
    }

    private static List<HasMetadata> builder(BuildPlan plan) {
        var imageBuild = plan.imageBuild();
        var namespace = imageBuild.getMetadata().getNamespace();
        var owners = BuilderMetadata.owners(List.of(imageBuild));
        var claim = BuilderClaim.of(namespace, owners, BuilderClaim.size(List.of(imageBuild), Optional.empty()));
        claim.getMetadata().setUid("uid-of-the-claim");
        var desired = new BuilderPod(
                namespace,
                plan.registry(),
                BuilderClaim.size(claim),
                imageBuild.getSpec().source().git() != null,
                new SharedBuilderSettings(
                        Samples.SETTINGS.image(),
                        "docker.io/onggi/operator:0.1.0",
                        Samples.SETTINGS.localhostProfile(),
                        "onggi-system",
                        4,
                        Duration.ofMinutes(10),
                        Samples.SETTINGS.deniedNetworks()));
        var pod = withoutScripts(desired.pod(owners, Samples.NOW));
        // it changes with each line of the scripts
        pod.getMetadata().getAnnotations().put(Labels.CONFIG_HASH, "<hash>");
        var tls = new TlsMaterial("<certificate>", "<private key>", "<authorities>");
        return List.of(
                claim,
                BuilderNetworkPolicy.of(claim, "onggi-system", Samples.SETTINGS.deniedNetworks()),
                pod,
                BuilderSecret.of(admitted(pod), tls, desired.buildkitdToml(), Optional.empty()));
    }

    private static Pod admitted(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withUid("uid-of-the-pod")
                .endMetadata()
                .build();
    }

    /** The Pod with the names of its scripts in their place: the kubelet reads two dollars as one. */
    private static Pod withoutScripts(Pod pod) {
        var copy = new PodBuilder(pod).build();
        nameScripts(copy.getSpec());
        return copy;
    }

    private static Deployment withoutScripts(Deployment deployment) {
        nameScripts(deployment.getSpec().getTemplate().getSpec());
        return deployment;
    }

    private static void nameScripts(PodSpec pod) {
        Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .forEach(container -> {
                    container.setCommand(named(container.getCommand()));
                    container.setArgs(named(container.getArgs()));
                });
    }

    private static List<String> named(List<String> command) {
        return command.stream()
                .map(part -> switch (part.replace("$$", "$")) {
                    case String script when script.equals(BuildScripts.build()) -> "<build.sh>";
                    case String script when script.equals(BuildScripts.fetch()) -> "<fetch.sh>";
                    case String script when script.equals(BuildScripts.watch()) -> "<watch.sh>";
                    case String script when script.equals(BuildScripts.bases()) -> "<bases.sh>";
                    case String script when script.equals(BuildScripts.populate()) -> "<populate.sh>";
                    case String script when script.equals(BuildScripts.builder()) -> "<builder.sh>";
                    default -> part;
                })
                .toList();
    }
}

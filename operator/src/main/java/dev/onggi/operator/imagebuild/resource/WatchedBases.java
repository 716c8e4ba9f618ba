package dev.onggi.operator.imagebuild.resource;

import dev.onggi.operator.imagebuild.result.BuildScripts;
import dev.onggi.operator.model.Durations;
import dev.onggi.operator.model.NamedDigest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The container that asks registries for the digests of base images, as whom a build asks: the registry of the build is
 * told its own user, of its Secrets the one that cannot push; what comes through it is asked for there; all others are told
 * nobody.
 */
final class WatchedBases {

    private static final String PULL = "pull";
    private static final String CA = "ca";
    private static final String RUN = "bases-run";

    private WatchedBases() {}

    static Container container(BuildPlan plan, Watch watch) {
        var interval = Durations.parse(plan.spec().triggers().baseImage().every());
        var command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                BuildPodFactory.literal(BuildScripts.bases()),
                "onggi-bases",
                Long.toString(interval.toSeconds())));
        command.addAll(FetchContainer.PROGRAM);
        return new ContainerBuilder()
                .withName(WatchPodFactory.BASES)
                .withImage(plan.settings().fetchImage())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(command)
                .withArgs(arguments(plan.registry(), watch))
                .withTerminationMessagePolicy("File")
                .withStartupProbe(WatchPodFactory.answered())
                .withResources(WatchPodFactory.resources("256Mi"))
                .withVolumeMounts(mounts(plan.registry()))
                .withSecurityContext(FetchContainer.asNobodyOfTheNode())
                .build();
    }

    private static List<String> arguments(PushTarget registry, Watch watch) {
        var arguments = new ArrayList<>(List.of("bases", registry.host()));
        if (registry.plainHttp()) {
            arguments.add("--plain-http");
        }
        watch.bases()
                .forEach(base -> NamedDigest.parse(base.reference() + "@" + base.digest())
                        .ifPresent(named -> {
                            arguments.add(named.toString());
                            arguments.add(asked(registry, named));
                        }));
        return arguments;
    }

    private static String asked(PushTarget registry, NamedDigest base) {
        return registry.upstreams().stream()
                .filter(upstream -> upstream.host().equals(base.host()))
                .map(upstream -> BuildKitConfig.mirror(registry, upstream) + "/" + base.repository() + ":" + base.tag())
                .findFirst()
                .orElseGet(base::reference);
    }

    static List<Volume> volumes(BuildPlan plan) {
        var volumes = new ArrayList<Volume>();
        volumes.add(new VolumeBuilder()
                .withName(RUN)
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        var registry = plan.registry();
        registry.pullSecret().ifPresent(secret -> volumes.add(secret(PULL, secret, ".dockerconfigjson")));
        registry.caSecret().ifPresent(secret -> volumes.add(secret(CA, secret, "ca.crt")));
        return volumes;
    }

    private static List<VolumeMount> mounts(PushTarget registry) {
        var mounts = new ArrayList<VolumeMount>();
        mounts.add(new VolumeMountBuilder().withName(RUN).withMountPath("/run").build());
        mount(registry.pullSecret(), PULL).ifPresent(mounts::add);
        mount(registry.caSecret(), CA).ifPresent(mounts::add);
        return mounts;
    }

    private static Optional<VolumeMount> mount(Optional<String> secret, String name) {
        return secret.map(there -> new VolumeMountBuilder()
                .withName(name)
                .withMountPath("/onggi/" + name)
                .withReadOnly(true)
                .build());
    }

    private static Volume secret(String name, String secret, String key) {
        return new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(secret)
                .addNewItem()
                .withKey(key)
                .withPath(key)
                .endItem()
                .endSecret()
                .build();
    }
}

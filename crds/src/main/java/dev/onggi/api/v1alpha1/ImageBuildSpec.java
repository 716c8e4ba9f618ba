package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** What an {@link ImageBuild} shall build, and what shall run on it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "self.cache.mode != 'Shared' || !(has(self.builder.resources) || has(self.builder.runtimeClassName) || has(self.builder.nodeSelector) || has(self.builder.tolerations) || self.builder.engine != 'Auto')",
        message =
                "with cache.mode Shared, all ImageBuilds of the namespace have one builder: resources, runtimeClassName, nodeSelector and tolerations of builder cannot be set, and engine has to be Auto")
@ValidationRule(
        value = "!has(self.triggers) || !has(self.triggers.git) || has(self.source.git)",
        message = "triggers.git asks for the commit of source.git, which is not set")
@ValidationRule(
        value = "!has(self.triggers) || !has(self.triggers.webhook) || has(self.source.git)",
        message = "triggers.webhook has the server of source.git asked, which is not set")
@ValidationRule(
        value = "self.cache.mode != 'Registry' || !self.image.tags.exists(t, t == 'buildcache')",
        message = "with cache.mode Registry, the tag buildcache is that of the cache: image.tags cannot have it")
public record ImageBuildSpec(
        @JsonPropertyDescription(
                "The LocalRegistry to push to. Default: the only LocalRegistry of the namespace; where there is none, the one in the cluster that carries the annotation onggi.dev/is-default-registry: \"true\".")
        RegistryReference registryRef,

        @JsonPropertyDescription("Where the build context comes from.") @Required
        SourceSpec source,

        @JsonPropertyDescription(
                "Directory of the source that is the build context, relative to its root. Default: the root.")
        @Default(".")
        @Size(min = 1, max = 256)
        @ValidationRule(
                value = "!self.startsWith('/') && !self.split('/').exists(p, p == '..')",
                message = "contextDir must be a relative path inside the source, without '..'")
        String contextDir,

        @JsonPropertyDescription("The Dockerfile. Default: the file Dockerfile in contextDir.") @Default("{}")
        Dockerfile dockerfile,

        @JsonPropertyDescription("Stage of the Dockerfile to build. Default: the last one.")
        @Size(min = 1, max = 128)
        @ValidationRule(
                value = "self.matches('^[A-Za-z0-9][A-Za-z0-9._-]*$')",
                message =
                        "target must be the name or number of a stage: letters, digits, '.', '_' and '-', not starting with '-'")
        String target,

        @JsonPropertyDescription(
                "Platforms to build for, such as linux/arm64; with several, the image is an index. RUN steps run on the node of the build: for another platform than the node's they need an emulation there, and fail with a sentence where there is none. Default: the platform of the node.")
        @Size(min = 1, max = 8)
        @ValidationRule(
                value = "self.all(x, self.exists_one(y, y == x))",
                message = "platforms must differ from each other")
        List<
                        @Pattern(
                                "^linux/(386|amd64|arm/v5|arm/v6|arm/v7|arm64|loong64|mips64le|ppc64le|riscv64|s390x)$")
                        @Size(max = 32) String>
                platforms,

        @JsonPropertyDescription(
                "Values for the ARG instructions of the Dockerfile. They end up in the image's history: never put a secret here.")
        @Size(max = 64)
        List<BuildArg> args,

        @JsonPropertyDescription(
                "Labels of the image, as docker build --label sets them; they win over LABEL instructions of the same name. At most 64.")
        @Size(max = 64)
        @ValidationRule(
                value =
                        "self.all(name, size(name) <= 200 && name.matches('^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$'))",
                message =
                        "the name of a label has at most 200 letters, digits and '._/-', and starts and ends with a letter or a digit")
        Map<String, @Size(max = 4096) String> labels,

        @JsonPropertyDescription(
                "Secrets that RUN steps of the Dockerfile may use; they are in no layer, history, cache or log. A Secret that changes starts no build. With them, a build runs in a Pod of its own also with cache.mode Shared.")
        @Size(max = 16)
        @ValidationRule(
                value = "self.all(x, self.exists_one(y, y.id == x.id))",
                message = "the ids of secrets must differ from each other")
        List<BuildSecrets.BuildSecret> secrets,

        @JsonPropertyDescription(
                "Keys of ssh that RUN steps of the Dockerfile may use, for dependencies that are not public; otherwise as secrets.")
        @Size(max = 16)
        @ValidationRule(
                value = "self.all(x, self.exists_one(y, y.id == x.id))",
                message = "the ids of ssh must differ from each other")
        List<BuildSecrets.BuildSsh> ssh,

        @JsonPropertyDescription("The image to push.") @Default("{}")
        Image image,

        @JsonPropertyDescription("What builds keep for the next one.") @Default("{}")
        Cache cache,

        @JsonPropertyDescription("The build Pod.") @Default("{}")
        BuilderSpec builder,

        @JsonPropertyDescription("What starts a build although this resource does not change. Default: nothing does.")
        BuildTriggers triggers,

        @JsonPropertyDescription(
                "What becomes of a build that runs when its input changes. SerialLatestOnly: it is stopped, and the newest input is built. Serial: it goes on to its end, is pushed and stands in status.history; then the newest input is built, and what was applied in between is not. Default SerialLatestOnly.")
        @Default("SerialLatestOnly")
        RunPolicy runPolicy,

        @JsonPropertyDescription(
                "How often a build is tried again after a fault that is not the user's: an evicted Pod, a lost node, a server or registry that does not answer. The pauses are 10s, 20s, 40s and so on, at most 5m. After the last try the ImageBuild is Stalled until its spec or its source changes. 0: never again. Default: without end.")
        @Min(0)
        @Max(100)
        Integer retries,

        @JsonPropertyDescription("How many builds that have ended stay. Default: three of each kind.")
        HistoryLimits history,

        @JsonPropertyDescription("A token of your choice: each new value asks for one more build of the same input.")
        @Size(max = 128)
        String rebuild,

        @JsonPropertyDescription(
                "True: a running build is stopped and no new one starts; what is rolled out keeps running. Default false.")
        @Default("false")
        Boolean suspend,

        @JsonPropertyDescription("What shall run on the image. Default: nothing, the image is only pushed.")
        RolloutSpec rollout) {

    /** The Dockerfile: by path, or its text. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!(has(self.path) && has(self.inline))",
            message = "at most one of path and inline can be set")
    public record Dockerfile(
            @JsonPropertyDescription("Path of the Dockerfile, relative to contextDir. Default: Dockerfile.")
            @Size(min = 1, max = 256)
            @ValidationRule(
                    value = "!self.startsWith('/') && !self.split('/').exists(p, p == '..')",
                    message = "path must be a relative path inside contextDir, without '..'")
            String path,

            @JsonPropertyDescription("Text of the Dockerfile, in the place of a file of the source.")
            @Size(min = 1, max = 131072)
            String inline) {}

    /** A value for an ARG instruction. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!self.name.startsWith('BUILDKIT_')",
            message = "args whose names start with BUILDKIT_ steer the builder itself and are not allowed")
    public record BuildArg(
            @JsonPropertyDescription("Name of the ARG.")
            @Required
            @Size(min = 1, max = 128)
            @ValidationRule(
                    value = "self.matches('^[A-Za-z_][A-Za-z0-9_]*$')",
                    message = "the name of an arg has letters, digits and '_', and does not start with a digit")
            String name,

            @JsonPropertyDescription("Its value. Default: empty.") @Default("") @Size(max = 4096)
            String value) {}

    /** The image to push. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Image(
            @JsonPropertyDescription("Repository in the registry. Default: <namespace>/<name>.")
            @Size(min = 1, max = 200)
            @ValidationRule(
                    value =
                            "self.matches('^[a-z0-9]+((\\\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\\\.|_|__|-+)[a-z0-9]+)*)*$')",
                    message =
                            "repository must be a path of lower case letters, digits, '.', '_' and '-', such as team/app, without host or tag")
            String repository,

            @JsonPropertyDescription(
                    "Tags that point to the newest image; they are for people, workloads run by digest. Default: latest.")
            @Default("[\"latest\"]")
            @Size(min = 1, max = 16)
            List<@Pattern("^[A-Za-z0-9_][A-Za-z0-9._-]*$") @Size(max = 128) String> tags,

            @JsonPropertyDescription(
                    "How the layers that a build makes are packed: zstd, which is packed and unpacked much faster; or gzip, for runtimes that know nothing else. Layers of a base image stay as they are. Default zstd.")
            @Default("zstd")
            Compression compression,

            @JsonPropertyDescription(
                    "True: tags lead to an index, which has the image and an attestation of how it was built (SLSA provenance, mode min: without build arguments). The digest in status and in workloads stays that of the image, since an attestation has times in it. Default false.")
            @Default("false")
            Boolean provenance,

            @JsonPropertyDescription(
                    "With it, tags lead to an index, which has the image and an attestation of what is in it (SPDX). Default: none.")
            Sbom sbom) {}

    /** What builds keep for the next one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cache(
            @JsonPropertyDescription(
                    "Volume: layers and cache mounts survive on a claim of this ImageBuild's own. Shared: one builder for all ImageBuilds of the namespace that say so is kept warm, with one claim; it starts when it is needed, and is stopped when it has had no work for a while. Builds with a credential of yours (source.git.secretRef, secrets, ssh, or the Secret of an external registry) and those of source.archive, source.oci and source.persistentVolumeClaim still run in a Pod of their own, as with Volume. Registry: layers of all stages survive in the registry, under the tag buildcache of the image's repository; cache mounts do not. None: every build starts from nothing. Default Volume.")
            @Default("Volume")
            CacheMode mode,

            @JsonPropertyDescription(
                    "Size of the claim, as a Kubernetes quantity; BuildKit keeps its cache below it. Of several that share a builder the largest counts. It can grow where the StorageClass allows it, never shrink. Default 10Gi.")
            @Default("10Gi")
            @ValidationRule(
                    value = "quantity(self).compareTo(quantity(oldSelf)) >= 0",
                    message = "the size of a cache can only grow",
                    messageExpression = "'the size of a cache can only grow: it was ' + oldSelf")
            @Pattern("^[1-9][0-9]*(Mi|Gi|Ti)$")
            @Size(max = 20)
            String size) {}

    /** Where the cache lives. */
    public enum CacheMode {
        @JsonProperty("Volume")
        VOLUME,
        @JsonProperty("Shared")
        SHARED,
        @JsonProperty("Registry")
        REGISTRY,
        @JsonProperty("None")
        NONE
    }
}

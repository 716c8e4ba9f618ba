package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What is true of an {@link ImageBuild}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageBuildStatus(
        @JsonPropertyDescription(
                "The metadata.generation that this status was computed from; -1 until the operator has seen the resource.")
        Long observedGeneration,

        @JsonPropertyDescription("The source that the newest build used.")
        Source source,

        @JsonPropertyDescription("The newest image that was pushed.")
        Image image,

        @JsonPropertyDescription("The newest build.") Build build,
        @JsonPropertyDescription("What runs on the image.") RolloutStatus rollout,

        @JsonPropertyDescription("Why the newest build or roll-out failed; absent when it did not.")
        Failure failure,

        @JsonPropertyDescription(
                "Builds that ended, newest first: as many as spec.history says, the newest one in any case, and the one that rollout.toBuild names.")
        @Size(max = 42)
        List<HistoryEntry> history,

        @JsonPropertyDescription("What asked for a build last, of what spec.triggers asks.")
        BuildTrigger trigger,

        @JsonPropertyDescription(
                "The images that the newest image was built from, as far as they are named by a tag, with the digests that are known of them.")
        @Size(max = 32)
        List<BaseImage> baseImages,

        @JsonPropertyDescription("Ready, Reconciling, Stalled, SourceFetched, Built, Pushed, RolledOut and Watching.")
        @Size(max = 16)
        List<Condition> conditions) {

    /** The source that a build used. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(
            @JsonPropertyDescription("Commit id of a git source, sha256 of the content of the other kinds.")
            String revision,

            @JsonPropertyDescription("The first characters of the revision, as kubectl get shows them.")
            String shortRevision,

            @JsonPropertyDescription("Author of the commit.") @Size(max = 256)
            String author,

            @JsonPropertyDescription("First line of the commit's message.") @Size(max = 256)
            String message) {}

    /** An image that was pushed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Image(
            @JsonPropertyDescription("Full reference by digest: address/repository@sha256:….")
            String reference,

            @JsonPropertyDescription("Digest of the image's manifest.")
            String digest,

            @JsonPropertyDescription("The first characters of the digest, as kubectl get shows them.")
            String shortDigest,

            @JsonPropertyDescription("Tags that were moved to this image.") @Size(max = 16)
            List<String> tags,

            @JsonPropertyDescription(
                    "Compressed size in the registry, in bytes. Absent where the registry is an external one.")
            Long size,

            @JsonPropertyDescription("The size for people, in powers of 1000.")
            String displaySize,

            @JsonPropertyDescription("Number of layers. Absent where the registry is an external one.")
            Integer layers,

            @JsonPropertyDescription(
                    "Who the image runs as, as USER of its Dockerfile names it, such as 10001 or app:app; root where it names nobody. Absent where it is not known: the registry is an external one, or the image is one of before the operator asked for it.")
            @Size(max = 256)
            String user,

            @JsonPropertyDescription(
                    "Bytes of its layers that the image before has, too: what a node that runs that one need not pull. Absent where there is none before in the same repository, or the registry is an external one.")
            Long sharedBytes,

            @JsonPropertyDescription(
                    "The image that its last stage is built from, with the digest that was used; absent where that is scratch.")
            BaseImage base) {

        /** The image under another name. */
        public Image withReference(String other) {
            return new Image(other, digest, shortDigest, tags, size, displaySize, layers, user, sharedBytes, base);
        }

        /** The image with who it runs as, or null. */
        public Image withUser(String other) {
            return new Image(reference, digest, shortDigest, tags, size, displaySize, layers, other, sharedBytes, base);
        }
    }

    /** A build. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Build(
            @JsonPropertyDescription("Number of the build: 1 is the first of this ImageBuild.")
            Integer number,

            @JsonPropertyDescription("Pod that builds.") String pod,

            @JsonPropertyDescription(
                    "sha256 of everything that makes this build differ from another one; the same input is not built twice.")
            String fingerprint,

            @JsonPropertyDescription("The metadata.generation that the build was started for.")
            Long generation,

            @JsonPropertyDescription("Succeeded, Failed or Cancelled; absent while the build runs.")
            String result,

            @JsonPropertyDescription("When this input is tried again, in RFC 3339; absent where it is not.")
            String retryTime,

            @JsonPropertyDescription(
                    "How often this input was tried; more than 1 after a fault that is not the user's.")
            Integer attempt,

            @JsonPropertyDescription("When the build was started, in RFC 3339.")
            String startTime,

            @JsonPropertyDescription("When the build ended, in RFC 3339; absent while it runs.")
            String completionTime,

            @JsonPropertyDescription("How long the build took, such as 41s.")
            String duration,

            @JsonPropertyDescription("Steps of the build.") Integer steps,

            @JsonPropertyDescription("Steps whose result was taken from the cache.")
            Integer cachedSteps,

            @JsonPropertyDescription(
                    "Memory limit of this try, such as 8Gi, where it was raised because one before ran out of memory.")
            String raisedMemory,

            @JsonPropertyDescription(
                    "The engine that builds: NestedUserNamespace, UserNamespace or Rootless; absent where the builder of the namespace does.")
            String engine,

            @JsonPropertyDescription("How long the parts of a build that ended took.")
            Phases phases) {}

    /** How long the parts of a build took, in whole seconds, such as 41s; what is not known is absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Phases(
            @JsonPropertyDescription(
                    "Until its first container ran: for a node, for images and volumes; in a shared builder, until it was its turn.")
            String start,

            @JsonPropertyDescription("For the source; absent where nothing has to be fetched.")
            String fetch,

            @JsonPropertyDescription("For everything from the first step of the Dockerfile to the pushed image.")
            String build,

            @JsonPropertyDescription("How much of the build went into sending layers and manifest to the registry.")
            String push) {}

    /** Why a build or a roll-out failed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Failure(
            @JsonPropertyDescription("Cause in one CamelCase word, part of the API.")
            String reason,

            @JsonPropertyDescription("A sentence: the cause and the next command.") @Size(max = 4096)
            String message,

            @JsonPropertyDescription("Dockerfile that the failing instruction stands in.")
            String dockerfile,

            @JsonPropertyDescription("Line of the failing instruction, from 1.")
            Integer line,

            @JsonPropertyDescription("The failing instruction.") @Size(max = 1024)
            String instruction,

            @JsonPropertyDescription("Exit code of the failing instruction or container.")
            Integer exitCode,

            @JsonPropertyDescription("Last lines of the log, bounded, without credentials.") @Size(max = 4096)
            String log) {}

    /** A build that ended. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HistoryEntry(
            @JsonPropertyDescription("Number of the build.") Integer number,

            @JsonPropertyDescription("Source revision that was built.")
            String revision,

            @JsonPropertyDescription("Digest that was pushed; absent where the build failed.")
            String digest,

            @JsonPropertyDescription("Succeeded, Failed or Cancelled.")
            String result,

            @JsonPropertyDescription("Why, in one CamelCase word.")
            String reason,

            @JsonPropertyDescription("When the build was started, in RFC 3339.")
            String startTime,

            @JsonPropertyDescription("How long it took, such as 41s.")
            String duration,

            @JsonPropertyDescription(
                    "How the roll-out of its image ended: Complete or RolledBack; absent where it has not, or none is asked for.")
            String rollout,

            @JsonPropertyDescription("Who its image runs as, as in status.image.user; absent where that is not known.")
            @Size(max = 256)
            String user) {

        /** The entry with the end of its roll-out. */
        public HistoryEntry withRollout(String end) {
            return new HistoryEntry(number, revision, digest, result, reason, startTime, duration, end, user);
        }
    }
}

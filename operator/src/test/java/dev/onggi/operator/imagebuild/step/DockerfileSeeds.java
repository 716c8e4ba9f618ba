package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.Seed.Act.RETRIED;
import static dev.onggi.operator.imagebuild.step.Seed.Act.STALLED;

import dev.onggi.operator.imagebuild.step.Seed.Act;
import java.util.stream.Stream;

/** Dockerfiles that cannot be built, and images that cannot be pushed. */
final class DockerfileSeeds {

    private static final String LOGS = "see kubectl logs -n team-a hello-1-build";
    private static final String IN_REGISTRY = "kubectl describe lreg -n team-a registry";

    private DockerfileSeeds() {}

    static Stream<Seed> all() {
        return Stream.of(
                seed("contextDir: not there", "context-missing", "ContextNotFound", "its root has: Dockerfile bin"),
                seed("contextDir: outside", "context-outside", "ContextNotFound", "leads out of the source"),
                seed("Dockerfile: not there", "missing-dockerfile", "DockerfileNotFound", "it has: bin docker"),
                seed("Dockerfile: typo", "unknown-instruction", "DockerfileInvalid", "did you mean COPY?"),
                seed("Dockerfile: bad option", "syntax-error", "DockerfileInvalid", "did you mean cache?"),
                seed("Dockerfile: empty", "empty", "DockerfileInvalid", "cannot be empty"),
                seed("Dockerfile: no FROM", "no-from", "DockerfileInvalid", "no build stage"),
                seed("Dockerfile: foreign front end", "syntax-foreign", "DockerfileInvalid", "is not allowed"),
                seed("Dockerfile: insecure RUN", "entitlement", "DockerfileInvalid", "insecure is not allowed"),
                seed("FROM: bad name", "base-image-name-invalid", "DockerfileInvalid", "must be lowercase"),
                seed("FROM: argument not set", "from-empty-arg", "DockerfileInvalid", "should not be blank"),
                seed("FROM: not there", "base-image-unknown", "BaseImageNotFound", "which does not exist"),
                seed("FROM: not copied in", "base-image-not-copied-in", "BaseImageNotFound", "copy it in: crane copy"),
                seed("FROM: no right", "base-image-denied", "BaseImageNotFound", "does not give: 401"),
                seed("RUN: exit code", "run-exit-3", "BuildStepFailed", "exit code 3 at Dockerfile:4 RUN"),
                seed("COPY: not there", "copy-missing", "CopySourceNotFound", "look at spec.contextDir"),
                seed("COPY --from: not there", "copy-from-missing", "CopySourceNotFound", "is not in stage or image"),
                seed("target: no stage", "target-unknown", "StageNotFound", "name one that a line FROM"),
                seed(RETRIED, "FROM: no answer", "base-image-unreachable", "RegistryUnreachable", "not answer", LOGS),
                seed(RETRIED, "ADD: no answer", "add-unreachable", "BuildStepFailed", "no such host", LOGS),
                seed(STALLED, "push: no right", "push-denied", "PushDenied", "401 Unauthorized", IN_REGISTRY),
                seed(RETRIED, "push: unknown CA", "push-certificate-unknown", "PushFailed", "unknown authority", LOGS),
                seed(
                        RETRIED,
                        "push: no answer",
                        "push-connection-refused",
                        "RegistryUnreachable",
                        "connection refused",
                        LOGS),
                seed(
                        RETRIED,
                        "push: no such host",
                        "push-name-unknown-host",
                        "RegistryUnreachable",
                        "no such host",
                        LOGS));
    }

    private static Seed seed(String name, String recording, String reason, String cause) {
        return seed(STALLED, name, recording, reason, cause, LOGS);
    }

    private static Seed seed(Act act, String name, String recording, String reason, String cause, String next) {
        return new Seed(name, SeedRuns.build(recording), act, reason, cause, next);
    }
}

package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.Seed.Act.RETRIED;
import static dev.onggi.operator.imagebuild.step.Seed.Act.STALLED;

import dev.onggi.operator.imagebuild.Samples;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sources that cannot be had, and credentials that do not open them. */
final class SourceSeeds {

    private static final String LOGS = "see kubectl logs -n team-a hello-1-build -c fetch";
    private static final String AGAIN = "give spec.rebuild a new value";

    private SourceSeeds() {}

    static Stream<Seed> all() {
        return Stream.of(git(), servers(), objects()).flatMap(List::stream);
    }

    private static List<Seed> git() {
        return List.of(
                git("no answer", "unreachable", "SourceUnreachable", "cannot reach git.example.com: Failed to", LOGS),
                git(
                        "no credential",
                        "credential-missing",
                        "SourceUnauthorized",
                        "git.example.com asks for a credential",
                        "name a Secret with username and password, or with a token, in spec.source.git.secretRef"),
                git(
                        "wrong password",
                        "credential-refused",
                        "SourceUnauthorized",
                        "git.example.com refuses the credential of the Secret",
                        "correct it there, and " + AGAIN),
                git(
                        "ssh key refused",
                        "ssh-key-refused",
                        "SourceUnauthorized",
                        "git.example.com refuses the credential of the Secret",
                        "correct it there, and " + AGAIN),
                git(
                        "no ssh key",
                        "ssh-key-missing",
                        "SourceUnauthorized",
                        "ssh needs a key",
                        "name a Secret with the keys ssh-privatekey and known_hosts in spec.source.git.secretRef"),
                git(
                        "no known_hosts",
                        "known-hosts-missing",
                        "SourceInvalid",
                        "the Secret in spec.source.git.secretRef lacks the key known_hosts",
                        "add the output of ssh-keyscan, after a look at it, and " + AGAIN),
                git(
                        "unknown host key",
                        "host-key-unknown",
                        "SourceInvalid",
                        "git.example.com shows a host key that is not in known_hosts",
                        "add the output of ssh-keyscan there, after a look at it, and " + AGAIN),
                git(
                        "unknown CA",
                        "certificate-unknown",
                        "SourceInvalid",
                        "the certificate of git.example.com is not trusted",
                        "put its CA under ca.crt into the Secret in spec.source.git.secretRef, and " + AGAIN),
                git(
                        "no such repository",
                        "repository-unknown",
                        "SourceInvalid",
                        "there is no repository at https://git.example.com/team/hello.git",
                        "correct spec.source.git.url"),
                git(
                        "no such branch",
                        "revision-unknown",
                        "RevisionNotFound",
                        "has no revision \"main\"",
                        "correct spec.source.git.revision, or push it there, and " + AGAIN),
                git(
                        "too large",
                        "too-large",
                        "SourceTooLarge",
                        "has more than 4096 MiB",
                        "ask for less history in spec.source.git.depth"));
    }

    private static List<Seed> servers() {
        return List.of(
                archive(
                        "no answer",
                        "unreachable",
                        "SourceUnreachable",
                        "cannot reach https://files.example.com",
                        LOGS),
                archive(
                        "not there",
                        "missing",
                        "SourceNotFound",
                        "answers with status 404",
                        "correct spec.source.archive.url"),
                archive(
                        "not for everyone",
                        "refused",
                        "SourceUnauthorized",
                        "answers with status 403",
                        "put the archive where it is, or use spec.source.git"),
                archive(
                        "another checksum",
                        "checksum",
                        "ChecksumMismatch",
                        "has the SHA-256 ac44a8d848d7",
                        "spec.source.archive.sha256 is another; if it is the archive that you mean, write its checksum there"),
                archive(
                        "malformed",
                        "malformed",
                        "SourceInvalid",
                        "cannot be unpacked: it ends in the middle of an entry",
                        "it has to be a tar, plain or compressed by gzip or zstd"),
                archive(
                        "too large",
                        "too-large",
                        "SourceTooLarge",
                        "has 1073741825 bytes, and a source may have 1073741824",
                        "take files out of it"),
                oci("no answer", "unreachable", "SourceUnreachable", "ghcr.io refuses connections", LOGS),
                oci(
                        "no such artifact",
                        "missing",
                        "RevisionNotFound",
                        "there is no ghcr.io/team/hello:1",
                        "correct spec.source.oci.reference, or push it and " + AGAIN),
                oci(
                        "no credential",
                        "credential-missing",
                        "SourceUnauthorized",
                        "ghcr.io gives ghcr.io/team/hello:1 not to everyone",
                        "name a Secret of type kubernetes.io/dockerconfigjson in spec.source.oci.pullSecretRef"),
                oci(
                        "wrong credential",
                        "credential-refused",
                        "SourceUnauthorized",
                        "ghcr.io does not let the user of the Secret in spec.source.oci.pullSecretRef read",
                        "or its user and password there, and " + AGAIN),
                oci(
                        "too large",
                        "too-large",
                        "SourceTooLarge",
                        "has 1073741825 bytes, and 1073741824 are left of what a source may have",
                        "push an artifact with less in it"));
    }

    private static List<Seed> objects() {
        var files = new ConfigMapBuilder()
                .addToData("Dockerfile", "#".repeat(900_000))
                .build();
        return List.of(
                new Seed(
                        "ConfigMap: not there",
                        resolved("source: {configMapRef: {name: files}}"),
                        STALLED,
                        "SourceNotFound",
                        "there is no ConfigMap \"files\"",
                        "create it, or correct spec.source.configMapRef"),
                new Seed(
                        "ConfigMap: too large",
                        resolved("source: {configMapRef: {name: files}}", Optional.of(files)),
                        STALLED,
                        "SourceTooLarge",
                        "bytes, and at most 819200 can be handed to a build this way",
                        "use spec.source.git or spec.source.archive"),
                new Seed(
                        "claim: not there",
                        resolved(Samples.CLAIM),
                        STALLED,
                        "SourceNotFound",
                        "there is no PersistentVolumeClaim \"sources\"",
                        "create it, or correct spec.source.persistentVolumeClaim.claimName"),
                new Seed(
                        "claim: no such directory",
                        SeedRuns.fetch("claim-directory-missing", Samples.CLAIM),
                        STALLED,
                        "SourceNotFound",
                        "the volume has no directory \"hello\"; its root has: world",
                        "correct spec.source.persistentVolumeClaim.path"));
    }

    private static Seed git(String what, String recording, String reason, String cause, String next) {
        return fetch("git: " + what, "git-" + recording, Samples.GIT, reason, cause, next);
    }

    private static Seed archive(String what, String recording, String reason, String cause, String next) {
        return fetch("archive: " + what, "archive-" + recording, Samples.ARCHIVE, reason, cause, next);
    }

    private static Seed oci(String what, String recording, String reason, String cause, String next) {
        return fetch("oci: " + what, "oci-" + recording, Samples.OCI, reason, cause, next);
    }

    /** A server that does not answer may do so later; nothing else of a source gets better by waiting. */
    private static Seed fetch(String name, String recording, String source, String reason, String cause, String next) {
        var act = reason.equals("SourceUnreachable") ? RETRIED : STALLED;
        return new Seed(name, SeedRuns.fetch(recording, source), act, reason, cause, next);
    }

    private static Seed.Said resolved(String source) {
        return resolved(source, Optional.empty());
    }

    private static Seed.Said resolved(String source, Optional<ConfigMap> configMap) {
        var imageBuild = Samples.imageBuild(source);
        var resolution = SourceResolution.of(imageBuild, configMap, Optional.empty());
        return SeedRuns.first(new ResolveSource(), Contexts.with(resolution, Contexts.of(imageBuild)));
    }
}

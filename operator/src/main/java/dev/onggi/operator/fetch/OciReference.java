package dev.onggi.operator.fetch;

import dev.onggi.operator.imagebuild.result.FailureReasons;
import java.util.regex.Pattern;

/**
 * What names an artifact.
 *
 * @param host host and port of the registry, as the user writes it
 * @param repository path in the registry
 * @param tag a tag; empty: none is named
 * @param digest a digest; empty: none is named. With both, the digest counts
 */
record OciReference(String host, String repository, String tag, String digest) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9.-]+(?::[0-9]{1,5})?)/([a-z0-9._/-]{1,255})"
            + "(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");
    private static final String DOCKER_HUB = "docker.io";

    static OciReference of(String text) throws FetchException {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new FetchException(
                    FailureReasons.SOURCE_INVALID,
                    "spec.source.oci.reference is none of the form host/repository:tag or host/repository@sha256:…");
        }
        var host = form.group(1);
        var repository = form.group(2);
        return new OciReference(
                host,
                host.equals(DOCKER_HUB) && !repository.contains("/") ? "library/" + repository : repository,
                form.group(3) == null ? "" : form.group(3),
                form.group(4) == null ? "" : form.group(4));
    }

    /** Host and port that are asked: Docker Hub's have another name than images from there. */
    String address() {
        return host.equals(DOCKER_HUB) ? "registry-1.docker.io" : host;
    }

    /** What is asked for. */
    String version() {
        if (!digest.isEmpty()) {
            return digest;
        }
        return tag.isEmpty() ? "latest" : tag;
    }

    @Override
    public String toString() {
        return host + "/" + repository + (digest.isEmpty() ? ":" + version() : "@" + digest);
    }
}

package dev.onggi.operator.fetch;

import static dev.onggi.operator.imagebuild.ImageBuildReasons.SOURCE_TOO_LARGE;
import static dev.onggi.operator.imagebuild.result.FailureReasons.CHECKSUM_MISMATCH;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_INVALID;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An archive on a web server. It is not touched before its checksum is known to be the right one.
 *
 * @param url where it is
 * @param sha256 its checksum, in hex digits
 */
record ArchiveSource(String url, String sha256) implements Source {

    @Override
    public String description() {
        return "archive " + address(uri(url));
    }

    @Override
    public Links links() {
        return Links.INSIDE;
    }

    @Override
    public Revision fetch(SourceTree tree, Path scratch, SourceLimits limits) throws IOException, FetchException {
        var archive = scratch.resolve("archive");
        try {
            check(download(archive, limits));
            new Unpacking(tree, limits).unpack(archive, address(uri(url)));
        } finally {
            Files.deleteIfExists(archive);
        }
        return new Revision("sha256:" + sha256, "", "");
    }

    private Digest download(Path archive, SourceLimits limits) throws IOException, FetchException {
        var server = new WebServer(address(uri(url)));
        var answer = server.get(uri(url));
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        if (length > limits.sent()) {
            answer.body().close();
            throw new FetchException(
                    SOURCE_TOO_LARGE,
                    "%s has %d bytes, and a source may have %d; take files out of it"
                            .formatted(server.address(), length, limits.sent()));
        }
        return new Download(limits.sent()).write(answer.body(), archive, server.address());
    }

    private void check(Digest found) throws FetchException {
        if (!found.hex().equals(sha256)) {
            throw new FetchException(
                    CHECKSUM_MISMATCH,
                    "%s has the SHA-256 %s, and spec.source.archive.sha256 is another; if it is the archive that you mean, write its checksum there"
                            .formatted(address(uri(url)), found.hex()));
        }
    }

    private static URI uri(String url) {
        return URI.create(url);
    }

    /** What may be shown of a URL: a query may hold a token. */
    static String address(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + uri.getRawPath();
    }

    /** Of a URL as the user wrote it. */
    static ArchiveSource of(String url, String sha256) throws FetchException {
        try {
            var uri = URI.create(url);
            if (uri.getHost() == null || uri.getRawUserInfo() != null || !url.matches("^https?://.*")) {
                throw new IllegalArgumentException("no host");
            }
        } catch (IllegalArgumentException e) {
            throw new FetchException(
                    SOURCE_INVALID,
                    "spec.source.archive.url is no URL of the form https://host/path; characters that a URL cannot hold are written as a percent sign and two hex digits");
        }
        return new ArchiveSource(url, sha256);
    }
}

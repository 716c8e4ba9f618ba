package dev.onggi.operator.fetch;

import static dev.onggi.operator.imagebuild.ImageBuildReasons.SOURCE_TOO_LARGE;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Copies a directory into a source, and says by a digest of all names, modes and contents what was there. */
final class TreeCopy {

    private final Path from;
    private final SourceTree to;
    private final SourceLimits limits;
    private final MessageDigest digest = Download.sha256();
    private long bytesLeft;
    private int entriesLeft;

    TreeCopy(Path from, SourceTree to, SourceLimits limits) {
        this.from = from;
        this.to = to;
        this.limits = limits;
        this.bytesLeft = limits.unpacked();
        this.entriesLeft = limits.entries();
    }

    Digest run() throws IOException, FetchException {
        copyAll(from);
        return new Digest("sha256:" + HexFormat.of().formatHex(digest.digest()));
    }

    /** In the order of their names: the digest shall not depend on the order in which a file system lists them. */
    private void copyAll(Path directory) throws IOException, FetchException {
        for (var entry : list(directory)) {
            if (--entriesLeft < 0) {
                throw tooLarge("more than %d files".formatted(limits.entries()));
            }
            copy(entry);
        }
    }

    private List<Path> list(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            // one more than are allowed is enough to know
            return entries.limit(entriesLeft + 1L).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void copy(Path entry) throws IOException, FetchException {
        var attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        var name = from.relativize(entry).toString();
        if (attributes.isSymbolicLink()) {
            var target = Files.readSymbolicLink(entry).toString();
            note("link", name, target);
            to.symbolicLink(name, target);
        } else if (attributes.isDirectory()) {
            note("directory", name, Integer.toOctalString(mode(entry)));
            to.directory(name, mode(entry), seconds(attributes));
            copyAll(entry);
        } else if (attributes.isRegularFile()) {
            note("file", name, Integer.toOctalString(mode(entry)));
            file(entry, name, seconds(attributes));
        } else {
            throw InsidePath.refused("\"%s\" is a device, a pipe or a socket, and no file".formatted(name));
        }
    }

    private void file(Path file, String name, long modified) throws IOException, FetchException {
        var ofFile = Download.sha256();
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                var bounded = new BoundedInput(content, bytesLeft)) {
            to.file(name, mode(file), modified, new DigestInputStream(bounded, ofFile));
            bytesLeft = bounded.left();
        } catch (BoundedInput.ExceededException e) {
            throw tooLarge("more than %d bytes".formatted(limits.unpacked()));
        }
        digest.update(ofFile.digest());
    }

    private void note(String... texts) {
        for (var text : texts) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
    }

    private static int mode(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        int mode = 0;
        for (var permission : PosixFilePermission.values()) {
            mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
        }
        return mode;
    }

    private static long seconds(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().to(TimeUnit.SECONDS);
    }

    private static FetchException tooLarge(String how) {
        return new FetchException(
                SOURCE_TOO_LARGE,
                "the directory has " + how
                        + ", which is more than a source may have; name a smaller one in spec.source.persistentVolumeClaim.path");
    }
}

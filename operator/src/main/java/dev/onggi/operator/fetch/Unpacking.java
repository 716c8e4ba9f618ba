package dev.onggi.operator.fetch;

import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.result.FailureReasons;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks archives into a source, never more of it than is allowed. */
final class Unpacking {

    private static final int GZIP_MAGIC = 0x1f8b;
    /** The first two of its four bytes; no header of a tar starts with them, for they are no UTF-8. */
    private static final int ZSTD_MAGIC = 0x28b5;

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final int BUFFER = 1 << 16;

    private final SourceTree tree;
    private final SourceLimits limits;
    private long bytesLeft;
    private int entriesLeft;

    Unpacking(SourceTree tree, SourceLimits limits) {
        this.tree = tree;
        this.limits = limits;
        this.bytesLeft = limits.unpacked();
        this.entriesLeft = limits.entries();
    }

    /** Unpacks a tar, plain or compressed. */
    void unpack(Path archive, String what) throws IOException, FetchException {
        each(archive, what, this::put);
    }

    /**
     * Unpacks a layer over those before it: what it takes away of them goes before what it brings comes
     * (https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts).
     */
    void unpackLayer(Path layer, String what) throws IOException, FetchException {
        each(layer, what, (entry, content) -> takeAway(entry));
        each(layer, what, (entry, content) -> {
            if (!lastPart(entry.name()).startsWith(WHITEOUT)) {
                put(entry, content);
            }
        });
    }

    /** Takes a file as it is. */
    void copy(Path file, String name) throws IOException, FetchException {
        if (--entriesLeft < 0) {
            throw tooLarge("more than %d files".formatted(limits.entries()));
        }
        bytesLeft -= Files.size(file);
        if (bytesLeft < 0) {
            throw tooLarge("more than %d bytes".formatted(limits.unpacked()));
        }
        try (var content = Files.newInputStream(file)) {
            tree.file(name, 0644, 0, content);
        }
    }

    private interface Use {
        void of(TarEntry entry, InputStream content) throws IOException, FetchException;
    }

    private void each(Path archive, String what, Use use) throws IOException, FetchException {
        try (var file = Files.newInputStream(archive);
                var plain = decompressed(new BufferedInputStream(file, BUFFER));
                var bounded = new BoundedInput(plain, bytesLeft)) {
            var tar = new TarReader(new BufferedInputStream(bounded, BUFFER));
            for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                if (--entriesLeft < 0) {
                    throw tooLarge("more than %d files".formatted(limits.entries()));
                }
                use.of(entry.get(), tar.content());
            }
            bytesLeft = bounded.left();
        } catch (BoundedInput.ExceededException e) {
            throw tooLarge("more than %d bytes when it is unpacked".formatted(limits.unpacked()));
        } catch (TarReader.FormatException | ZipException | EOFException | MalformedInputException e) {
            throw new FetchException(
                    FailureReasons.SOURCE_INVALID,
                    "%s cannot be unpacked: %s; it has to be a tar, plain or compressed by gzip or zstd"
                            .formatted(what, e instanceof EOFException ? "it ends too early" : e.getMessage()));
        }
    }

    private void takeAway(TarEntry entry) throws IOException, FetchException {
        var last = lastPart(entry.name());
        var directory = entry.name().substring(0, entry.name().length() - last.length());
        if (last.equals(OPAQUE)) {
            tree.clear(directory);
        } else if (last.startsWith(WHITEOUT)) {
            tree.remove(directory + last.substring(WHITEOUT.length()));
        }
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private void put(TarEntry entry, InputStream content) throws IOException, FetchException {
        switch (entry.kind()) {
            case FILE -> tree.file(entry.name(), entry.mode(), entry.modified(), content);
            case DIRECTORY -> tree.directory(entry.name(), entry.mode(), entry.modified());
            case SYMBOLIC_LINK -> tree.symbolicLink(entry.name(), entry.target());
            case HARD_LINK -> tree.hardLink(entry.name(), entry.target());
            case OTHER ->
                throw InsidePath.refused(
                        "\"%s\" is a device, a pipe or a sparse file, and no file".formatted(entry.name()));
        }
    }

    /** What it is says the archive itself: names and media types of servers are often wrong. */
    private static InputStream decompressed(BufferedInputStream archive) throws IOException {
        archive.mark(2);
        int magic = archive.read() << 8 | archive.read();
        archive.reset();
        return switch (magic) {
            case GZIP_MAGIC -> new GZIPInputStream(archive, BUFFER);
            case ZSTD_MAGIC -> new ZstdInputStream(archive);
            default -> archive;
        };
    }

    private static FetchException tooLarge(String how) {
        return new FetchException(
                ImageBuildReasons.SOURCE_TOO_LARGE, "the source has " + how + ", which is more than a build may have");
    }
}

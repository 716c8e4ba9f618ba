package dev.onggi.operator.fetch;

import static dev.onggi.operator.imagebuild.ImageBuildReasons.SOURCE_NOT_FOUND;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_INVALID;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A directory of a volume, which is copied, so that a build sees one state of it and what its revision says.
 *
 * @param volume where the volume is mounted
 * @param path the directory in it
 */
record ClaimSource(Path volume, String path) implements Source {

    private static final int MOST_NAMES = 12;

    @Override
    public String description() {
        return "directory " + path + " of the volume";
    }

    @Override
    public Links links() {
        return Links.AS_THEY_ARE;
    }

    @Override
    public Revision fetch(SourceTree tree, Path scratch, SourceLimits limits) throws IOException, FetchException {
        try {
            var copy = new TreeCopy(directory(), tree, limits);
            return new Revision(copy.run().value(), "", "");
        } catch (AccessDeniedException e) {
            throw new FetchException(
                    SOURCE_INVALID,
                    "\"%s\" of the volume cannot be read: permission denied; make it readable for everyone"
                            .formatted(volume.relativize(Path.of(e.getFile()))));
        }
    }

    /** Links on the way are followed, but not out of the volume. */
    private Path directory() throws IOException, FetchException {
        var root = volume.toRealPath();
        var found = new InsidePath(root).find(path);
        if (!Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS)) {
            throw new FetchException(
                    SOURCE_NOT_FOUND,
                    "the volume has no directory \"%s\"; its root has: %s; correct spec.source.persistentVolumeClaim.path"
                            .formatted(path, names(root)));
        }
        return found;
    }

    private static String names(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            var names = entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .limit(MOST_NAMES)
                    .collect(Collectors.joining(" "));
            return names.isEmpty() ? "nothing" : names;
        }
    }
}

package dev.onggi.operator.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The directory of a source, as what somebody sent fills it. Whatever that names is looked up inside of the directory, links
 * included; nobody else writes there meanwhile, so that what was looked up holds.
 */
final class SourceTree {

    private final Path root;
    private final Links links;
    private final InsidePath inside;
    private final Map<Path, FileTime> directoryTimes = new LinkedHashMap<>();

    /**
     * The directory of a source.
     *
     * @param root an existing directory
     * @param links what becomes of symbolic links
     */
    SourceTree(Path root, Links links) throws IOException {
        this.links = links;
        this.root = root.toRealPath();
        this.inside = new InsidePath(this.root);
    }

    void directory(String name, int mode, long modified) throws IOException, FetchException {
        var directory = place(name);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            remove(directory);
            Files.createDirectory(directory);
        }
        Files.setPosixFilePermissions(directory, permissions(mode | 0700));
        // what is put into it would make it new again
        directoryTimes.put(directory, time(modified));
    }

    void file(String name, int mode, long modified, InputStream content) throws IOException, FetchException {
        var file = newPlace(name);
        try (var out = Files.newOutputStream(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            content.transferTo(out);
        }
        Files.setPosixFilePermissions(file, permissions(mode | 0600));
        Files.setLastModifiedTime(file, time(modified));
    }

    /** Where it leads is looked at when all is there: {@link #finish()}. */
    void symbolicLink(String name, String target) throws IOException, FetchException {
        if (target.startsWith("/") && links == Links.INSIDE) {
            throw InsidePath.refused(
                    "link \"%s\" leads to \"%s\", which is outside of the source".formatted(name, target));
        }
        var link = newPlace(name);
        try {
            Files.createSymbolicLink(link, Path.of(target));
        } catch (InvalidPathException e) {
            throw InsidePath.refused("link \"%s\" leads to what is no path".formatted(name));
        }
    }

    /** A second name of a file that is there. */
    void hardLink(String name, String target) throws IOException, FetchException {
        var file = place(target);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw InsidePath.refused(
                    "link \"%s\" is to be another name of \"%s\", which is no file before it".formatted(name, target));
        }
        var link = place(name);
        if (!link.equals(file)) {
            remove(link);
            Files.createLink(link, file);
        }
    }

    /** Removes what an earlier layer has put there, if anything. */
    void remove(String name) throws IOException, FetchException {
        remove(place(name));
    }

    /** Removes all that earlier layers have put into a directory. */
    void clear(String name) throws IOException, FetchException {
        var directory = name.isEmpty() ? root : place(name);
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Trees.clear(directory);
        }
    }

    /** To be called when all is there: no link leads out, whatever the links on its way are by now. */
    void finish() throws IOException, FetchException {
        if (links != Links.AS_THEY_ARE) {
            for (var link : Trees.links(root)) {
                inside.requireInside(link);
            }
        }
        for (var directory : directoryTimes.entrySet()) {
            if (Files.isDirectory(directory.getKey(), LinkOption.NOFOLLOW_LINKS)) {
                Files.setLastModifiedTime(directory.getKey(), directory.getValue());
            }
        }
    }

    private Path newPlace(String name) throws IOException, FetchException {
        var place = place(name);
        remove(place);
        return place;
    }

    private Path place(String name) throws IOException, FetchException {
        try {
            return inside.place(name);
        } catch (FileSystemException e) {
            throw InsidePath.refused("path \"%s\" leads through what is no directory".formatted(name));
        }
    }

    private void remove(Path place) throws IOException, FetchException {
        if (place.equals(root)) {
            throw InsidePath.refused("an entry is to take the place of the whole source");
        }
        try {
            Trees.delete(place);
        } catch (NoSuchFileException e) {
            // there was nothing
        }
    }

    private static FileTime time(long seconds) {
        return FileTime.from(seconds, TimeUnit.SECONDS);
    }

    /** Those of owner, group and others; what makes a program run as its owner is of no use in a source. */
    private static Set<PosixFilePermission> permissions(int mode) {
        var all = PosixFilePermission.values(); // OWNER_READ first, which is the highest bit
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            if ((mode >> (all.length - 1 - i) & 1) == 1) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }
}

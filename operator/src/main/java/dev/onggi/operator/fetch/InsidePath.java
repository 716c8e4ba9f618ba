package dev.onggi.operator.fetch;

import dev.onggi.operator.imagebuild.result.FailureReasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Looks paths up as if a directory were the root of all: a link to an absolute path starts there, and one that climbs above
 * it is refused rather than bent, since it is meant for something else.
 */
record InsidePath(Path root) {

    private static final int LONGEST = 4096;
    /** As file systems have it. */
    private static final int LONGEST_PART = 255;

    private static final int DEEPEST = 256;
    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    /**
     * Where an entry goes. Directories on the way are made; the last part is not followed if it is a link.
     *
     * @param name path as an archive names it
     */
    Path place(String name) throws IOException, FetchException {
        var parts = parts(name);
        if (parts.isEmpty()) {
            return root;
        }
        var last = parts.removeLast();
        return walk(parts, name, true).resolve(last);
    }

    /** What is at a path. Links are followed, the last part among them; what is not there is not made. */
    Path find(String name) throws IOException, FetchException {
        return walk(parts(name), name, false);
    }

    /** Refuses a link that leads out of the root, by whatever other links; one that leads nowhere inside may stay. */
    void requireInside(Path link) throws IOException, FetchException {
        var name = root.relativize(link).toString();
        var parts = new ArrayDeque<String>();
        root.relativize(link).forEach(part -> parts.add(part.toString()));
        walk(parts, name, false);
    }

    private Path walk(Deque<String> parts, String name, boolean make) throws IOException, FetchException {
        var at = root;
        int links = 0;
        while (!parts.isEmpty()) {
            var part = parts.removeFirst();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                if (at.equals(root)) {
                    throw refused("\"%s\" leads out of the source, by a link".formatted(name));
                }
                at = at.getParent();
                continue;
            }
            var next = at.resolve(part);
            if (Files.isSymbolicLink(next)) {
                if (++links > MOST_LINKS) {
                    // nobody can follow it, out of the source or elsewhere; but nothing can be put below it
                    if (!make) {
                        return at;
                    }
                    throw refused("\"%s\" leads through more than %d links".formatted(name, MOST_LINKS));
                }
                var target = Files.readSymbolicLink(next).toString();
                if (target.startsWith("/")) {
                    at = root;
                }
                List.of(target.split("/", -1)).reversed().forEach(parts::addFirst);
            } else {
                if (make && !Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(next);
                }
                at = next;
            }
        }
        return at;
    }

    private static Deque<String> parts(String name) throws FetchException {
        if (name.isEmpty() || name.length() > LONGEST) {
            throw refused("a path is empty, or longer than %d characters".formatted(LONGEST));
        }
        if (name.startsWith("/")) {
            throw refused("path \"%s\" is absolute".formatted(name));
        }
        var parts = new ArrayDeque<String>();
        for (var part : name.split("/", -1)) {
            if (part.equals("..")) {
                throw refused("path \"%s\" leads out of the source".formatted(name));
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(checked(part, name));
            }
        }
        if (parts.size() > DEEPEST) {
            throw refused("a path is deeper than %d directories".formatted(DEEPEST));
        }
        return parts;
    }

    private static String checked(String part, String name) throws FetchException {
        if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
            throw refused("a file's name is longer than %d bytes".formatted(LONGEST_PART));
        }
        try {
            return Path.of(part).toString();
        } catch (InvalidPathException e) {
            throw refused("path \"%s\" is none".formatted(name));
        }
    }

    static FetchException refused(String what) {
        return new FetchException(
                FailureReasons.SOURCE_INVALID, "the source is refused: " + what + "; make it anew without that");
    }
}

package dev.onggi.operator.gateway.storage;

import dev.onggi.operator.model.Digest;
import java.util.Optional;

/**
 * Where distribution keeps what
 * (https://github.com/distribution/distribution/blob/main/registry/storage/paths.go). A link is a small file that holds a
 * digest: the registry serves a manifest or a layer in a repository only where there is one.
 */
public final class Layout {

    private static final String ROOT = "docker/registry/v2";

    /** The folder with all repositories. */
    public static final String REPOSITORIES = ROOT + "/repositories";

    /** The folder with all data. */
    public static final String BLOBS = ROOT + "/blobs";

    private static final String SHA256 = "sha256";
    private static final String LINK = "link";
    private static final String DATA = "data";
    private static final String REVISIONS = "_manifests/revisions/" + SHA256;
    private static final String TAGS = "_manifests/tags";
    private static final String LAYERS = "_layers/" + SHA256;
    private static final int SHARD = 2;

    private Layout() {}

    /** The folder with the data of a digest. */
    public static String blob(Digest digest) {
        return BLOBS + "/" + SHA256 + "/" + digest.hex().substring(0, SHARD) + "/" + digest.hex();
    }

    /** The file with the data of a digest. */
    public static String data(Digest digest) {
        return blob(digest) + "/" + DATA;
    }

    /** The folder that makes a manifest known in a repository. */
    public static String revision(String repository, Digest digest) {
        return REPOSITORIES + "/" + repository + "/" + REVISIONS + "/" + digest.hex();
    }

    /** The file that makes a manifest known in a repository. */
    static String revisionLink(String repository, Digest digest) {
        return revision(repository, digest) + "/" + LINK;
    }

    /** The folder that makes a layer or a config known in a repository. */
    public static String layer(String repository, Digest digest) {
        return REPOSITORIES + "/" + repository + "/" + LAYERS + "/" + digest.hex();
    }

    /** The folder with the tags of a repository. */
    public static String tags(String repository) {
        return REPOSITORIES + "/" + repository + "/" + TAGS;
    }

    /** The folder of a tag. */
    public static String tag(String repository, String tag) {
        return tags(repository) + "/" + tag;
    }

    /** The file that says which digest a tag names. */
    public static String tagLink(String repository, String tag) {
        return tag(repository, tag) + "/current/" + LINK;
    }

    /**
     * The repository whose file this is. No part of a repository's name begins with an underscore, and everything that
     * lies in a repository does.
     */
    public static Optional<String> repositoryOf(String path) {
        int end = path.indexOf("/_");
        return path.startsWith(REPOSITORIES + "/") && end > REPOSITORIES.length()
                ? Optional.of(path.substring(REPOSITORIES.length() + 1, end))
                : Optional.empty();
    }

    /** The digest whose data this file is; empty for any other file. */
    public static Optional<Digest> digestOf(String path) {
        var parts = path.startsWith(BLOBS + "/")
                ? path.substring(BLOBS.length() + 1).split("/")
                : new String[0];
        return parts.length == 4 && parts[0].equals(SHA256) && parts[3].equals(DATA)
                ? digest(parts[2])
                : Optional.empty();
    }

    /** What a file of a repository says. */
    public static Link linkOf(String path) {
        var rest = repositoryOf(path)
                .map(repository -> path.substring(REPOSITORIES.length() + repository.length() + 2))
                .orElse("");
        if (!rest.endsWith("/" + LINK)) {
            return new Link.None();
        }
        var parts = rest.split("/");
        if (rest.startsWith(TAGS + "/")) {
            return tagLink(parts);
        }
        // …/revisions/ALGORITHM/HEX/link and …/_layers/ALGORITHM/HEX/link
        boolean revision = parts.length == 5 && parts[1].equals("revisions");
        if (!revision && !(parts.length == 4 && parts[0].equals("_layers"))) {
            return new Link.None();
        }
        if (!parts[parts.length - 3].equals(SHA256)) {
            return new Link.Alias();
        }
        return digest(parts[parts.length - 2])
                .<Link>map(digest -> revision ? new Link.Revision(digest) : new Link.Layer(digest))
                .orElse(new Link.None());
    }

    // _manifests/tags/TAG/current/link and _manifests/tags/TAG/index/sha256/HEX/link
    private static Link tagLink(String[] parts) {
        if (parts.length == 5 && parts[3].equals("current")) {
            return new Link.Tag(parts[2]);
        }
        if (parts.length == 7 && parts[3].equals("index") && parts[4].equals(SHA256)) {
            return digest(parts[5])
                    .<Link>map(digest -> new Link.TagHistory(parts[2], digest))
                    .orElse(new Link.None());
        }
        return new Link.None();
    }

    private static Optional<Digest> digest(String hex) {
        return Digest.parse(SHA256 + ":" + hex);
    }
}

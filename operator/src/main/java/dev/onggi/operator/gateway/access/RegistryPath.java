package dev.onggi.operator.gateway.access;

import java.util.Optional;

/**
 * What a request is about. The gateway forwards {@link OfRegistry#path()}, never the text it was sent, so that the
 * registry cannot read another repository out of a path than the one whose rights were looked at.
 */
public sealed interface RegistryPath {

    /** {@code /} and {@code /onggi/v1/health}: is the registry there? */
    record Health() implements RegistryPath {}

    /**
     * {@code /onggi/v1/…}.
     *
     * @param name what follows
     */
    record AdminApi(String name) implements RegistryPath {}

    /** Nothing that the registry has. */
    record Unknown() implements RegistryPath {}

    /** A path of the OCI distribution specification. */
    sealed interface OfRegistry extends RegistryPath {

        /** The path in its one form, as it is forwarded. */
        String path();
    }

    /** {@code /v2/}: may this user talk to the registry? */
    record Base() implements OfRegistry {
        @Override
        public String path() {
            return "/v2/";
        }
    }

    /** {@code /v2/_catalog}: all repositories. */
    record Catalog() implements OfRegistry {
        @Override
        public String path() {
            return "/v2/_catalog";
        }
    }

    /** A path below a repository. */
    sealed interface InRepository extends OfRegistry {

        /** The repository's name. */
        String repository();

        /** What follows the repository's name, from the slash on. */
        String rest();

        @Override
        default String path() {
            return "/v2/" + repository() + rest();
        }
    }

    /** A manifest, by tag or by digest. */
    record Manifest(String repository, String reference) implements InRepository {
        @Override
        public String rest() {
            return "/manifests/" + reference;
        }

        /** The tag, where the reference is one. */
        public Optional<String> tag() {
            return reference.indexOf(':') < 0 ? Optional.of(reference) : Optional.empty();
        }
    }

    /** A blob. */
    record Blob(String repository, String digest) implements InRepository {
        @Override
        public String rest() {
            return "/blobs/" + digest;
        }
    }

    /** Where uploads begin. */
    record Uploads(String repository) implements InRepository {
        @Override
        public String rest() {
            return "/blobs/uploads/";
        }
    }

    /** An upload that has begun. */
    record Upload(String repository, String id) implements InRepository {
        @Override
        public String rest() {
            return "/blobs/uploads/" + id;
        }
    }

    /** The tags of a repository. */
    record Tags(String repository) implements InRepository {
        @Override
        public String rest() {
            return "/tags/list";
        }
    }

    /** What refers to a manifest. */
    record Referrers(String repository, String digest) implements InRepository {
        @Override
        public String rest() {
            return "/referrers/" + digest;
        }
    }
}

package dev.onggi.operator.gateway.storage;

import dev.onggi.operator.model.Digest;

/** What a file in a repository's folder says. */
public sealed interface Link {

    /** The repository has this manifest. */
    record Revision(Digest digest) implements Link {}

    /** The repository has this layer or config. */
    record Layer(Digest digest) implements Link {}

    /** The repository has this tag; the file's content is the digest that it names. */
    record Tag(String name) implements Link {}

    /** The tag has named this digest; the file was written when it began to. */
    record TagHistory(String tag, Digest digest) implements Link {}

    /** Something is known here by a digest other than SHA-256; the file's content is the SHA-256 digest of its data. */
    record Alias() implements Link {}

    /** Nothing: an upload, or a file that is not the registry's. */
    record None() implements Link {}
}

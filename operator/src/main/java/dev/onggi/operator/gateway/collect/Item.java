package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.model.Digest;

/** What retention decides on: a tag or a manifest of one repository. */
sealed interface Item {

    /** A tag. */
    record Tag(String name) implements Item {}

    /** A manifest or an index. */
    record Manifest(Digest digest) implements Item {}
}

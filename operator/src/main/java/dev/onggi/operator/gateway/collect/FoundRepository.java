package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.model.Digest;
import java.util.List;

/**
 * A repository that has been read.
 *
 * @param state its tags and manifests
 * @param layers the layers and configs that it makes known
 * @param aliased what it makes known by digests other than SHA-256; that is left alone
 * @param unreadable manifests that cannot be read: nobody knows what they name, so nothing of this repository can go
 */
record FoundRepository(RepositoryState state, List<Digest> layers, List<Digest> aliased, List<Digest> unreadable) {}

package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.storage.Content;
import dev.onggi.operator.gateway.storage.Layout;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.gateway.touch.Claims;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.util.Optional;

/** Deletes what no request names, while those that name it wait. */
final class ClaimingEraser implements Eraser {

    private static final int LINK = 256;

    private final Store store;
    private final Claims claims;

    ClaimingEraser(Store store, Claims claims) {
        this.store = store;
        this.claims = claims;
    }

    /** A tag that was moved since it was read stays. */
    @Override
    public boolean tag(String repository, TagState tag) throws IOException {
        var claim = claims.claimTag(repository, tag.name());
        if (claim.isEmpty()) {
            return false;
        }
        try (var _ = claim.get()) {
            var now = store.read(Layout.tagLink(repository, tag.name()), LINK).map(Content::text);
            if (now.isPresent() && !now.get().equals(tag.digest().value())) {
                return false;
            }
            store.delete(Layout.tag(repository, tag.name()));
            return true;
        }
    }

    @Override
    public boolean manifest(String repository, Digest digest) throws IOException {
        return delete(digest, Layout.revision(repository, digest));
    }

    @Override
    public boolean layer(String repository, Digest digest) throws IOException {
        return delete(digest, Layout.layer(repository, digest));
    }

    @Override
    public boolean blob(Digest digest) throws IOException {
        return delete(digest, Layout.blob(digest));
    }

    private boolean delete(Digest digest, String folder) throws IOException {
        Optional<Claims.Claim> claim = claims.claimDigest(digest.value());
        if (claim.isEmpty()) {
            return false;
        }
        try (var _ = claim.get()) {
            store.delete(folder);
            return true;
        }
    }
}

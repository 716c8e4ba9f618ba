package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.RegistryPath.Blob;
import dev.onggi.operator.gateway.access.RegistryPath.Manifest;
import dev.onggi.operator.gateway.access.RegistryPath.OfRegistry;
import dev.onggi.operator.gateway.access.RegistryPath.Upload;
import dev.onggi.operator.gateway.access.RegistryPath.Uploads;
import dev.onggi.operator.gateway.access.RegistryPaths;
import dev.onggi.operator.gateway.access.RegistryQuery;
import dev.onggi.operator.gateway.touch.TouchKey;
import dev.onggi.operator.model.Digest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request names. */
final class Named {

    private Named() {}

    /** What its path and its query name. */
    static List<TouchKey> by(OfRegistry path, RegistryQuery query) {
        return switch (path) {
            case Blob blob -> List.of(TouchKey.digest(blob.digest()));
            case Manifest manifest -> List.of(reference(manifest));
            case Uploads _ -> digests(query.mount(), query.digest());
            case Upload _ -> digests(query.digest(), Optional.empty());
            default -> List.of();
        };
    }

    /** What a manifest that is pushed names, and itself. */
    static List<TouchKey> by(Manifest path, Buffer content) {
        var bytes = content.getBytes();
        var keys = new ArrayList<TouchKey>();
        keys.add(reference(path));
        keys.add(TouchKey.digest(Digest.of(bytes).value()));
        ManifestDigests.in(bytes).forEach(digest -> keys.add(TouchKey.digest(digest)));
        return keys;
    }

    static TouchKey reference(Manifest manifest) {
        return manifest.tag()
                .map(tag -> TouchKey.tag(manifest.repository(), tag))
                .orElseGet(() -> TouchKey.digest(manifest.reference()));
    }

    private static List<TouchKey> digests(Optional<String> first, Optional<String> second) {
        var keys = new ArrayList<TouchKey>(2);
        first.filter(RegistryPaths::isDigest).map(TouchKey::digest).ifPresent(keys::add);
        second.filter(RegistryPaths::isDigest).map(TouchKey::digest).ifPresent(keys::add);
        return keys;
    }
}

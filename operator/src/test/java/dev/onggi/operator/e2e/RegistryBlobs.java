package dev.onggi.operator.e2e;

import dev.onggi.testbed.TestCluster;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * All that lies in the storage of a registry called {@code registry}, whichever image or cache it belongs to: layers as they
 * are when they are unpacked, for of a compressed one nobody could say what is not in it.
 */
record RegistryBlobs(List<Blob> blobs) {

    /**
     * @param digest its name
     * @param compression gzip, zstd or none
     * @param text each byte a character
     */
    private record Blob(String digest, String compression, String text) {

        /** @param line of what {@link RegistryPod#blobs} prints */
        static Blob parse(String line) {
            var parts = line.split(" ", 2);
            var bytes = Base64.getDecoder().decode(parts[1]);
            var compression = compression(bytes);
            try {
                return new Blob(parts[0], compression, text(bytes, compression));
            } catch (IOException e) {
                throw new UncheckedIOException(parts[0] + " cannot be unpacked", e);
            }
        }

        /** By its first bytes, which do not lie. */
        private static String compression(byte[] bytes) {
            if (bytes.length > 4 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
                return "gzip";
            }
            return bytes.length > 4 && bytes[0] == 0x28 && bytes[1] == (byte) 0xb5 && bytes[2] == 0x2f
                    ? "zstd"
                    : "none";
        }

        private static String text(byte[] bytes, String compression) throws IOException {
            try (var packed = new ByteArrayInputStream(bytes);
                    var unpacked = switch (compression) {
                        case "gzip" -> new GZIPInputStream(packed);
                        case "zstd" -> new ZstdInputStream(packed);
                        default -> packed;
                    }) {
                return new String(unpacked.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }
    }

    static RegistryBlobs of(TestCluster cluster, String namespace) {
        return new RegistryBlobs(new RegistryPod(cluster, namespace)
                .blobs()
                .lines()
                .map(Blob::parse)
                .toList());
    }

    /** The digests of those that have a text in them. */
    List<String> with(String text) {
        return blobs.stream()
                .filter(blob -> blob.text().contains(text))
                .map(Blob::digest)
                .toList();
    }

    /** How those are compressed that have a text in them. */
    Set<String> compressionsOf(String text) {
        return blobs.stream()
                .filter(blob -> blob.text().contains(text))
                .map(Blob::compression)
                .collect(Collectors.toSet());
    }
}

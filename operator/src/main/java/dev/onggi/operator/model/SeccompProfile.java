package dev.onggi.operator.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The seccomp profile of build pods. The node agent puts it on every node and the operator names it in the pods that it
 * makes; both compute the name from the same resource, and the name carries a hash of the content, so that a pod of one
 * version never runs under the profile of another.
 *
 * @param fileName name of the file in the folder {@value #FOLDER} of the kubelet's seccomp folder, such as {@code
 *     build-0123456789ab.json}
 * @param content the profile in the JSON of the OCI runtime specification, which is what the kubelet's type Localhost
 *     takes
 */
public record SeccompProfile(String fileName, String content) {

    /**
     * Folder of Onggi's own below the kubelet's seccomp folder, which is {@code /var/lib/kubelet/seccomp} on most
     * nodes.
     */
    public static final String FOLDER = "onggi";

    private static final String RESOURCE = "/seccomp/build.json";
    private static final int HASH_DIGITS = 12;

    /**
     * The profile that this version ships; docs/seccomp.md explains each call in it that the runtime's default refuses.
     *
     * @throws UncheckedIOException when the application's jar lacks the profile or cannot be read
     */
    public static SeccompProfile forBuilds() {
        try (InputStream resource = SeccompProfile.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IOException("no resource " + RESOURCE + " on the class path");
            }
            String content = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            String hash = Digest.of(content).hex().substring(0, HASH_DIGITS);
            return new SeccompProfile("build-" + hash + ".json", content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The value of {@code securityContext.seccompProfile.localhostProfile}: a path relative to the kubelet's
     * seccomp folder.
     */
    public String localhostProfile() {
        return FOLDER + "/" + fileName;
    }
}

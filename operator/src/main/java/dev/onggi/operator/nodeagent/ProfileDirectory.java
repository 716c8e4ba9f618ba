package dev.onggi.operator.nodeagent;

import dev.onggi.operator.model.SeccompProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The kubelet's folder of seccomp profiles. Profiles of earlier versions stay: a pod that was made before an upgrade
 * may still have to be started under its own.
 */
record ProfileDirectory(Path root) {

    /**
     * Sees to it that the profile is there as it was shipped.
     *
     * @return whether it had to be written
     */
    boolean ensure(SeccompProfile profile) throws IOException {
        Path file = root.resolve(profile.localhostProfile());
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && BoundedText.read(file, LinkOption.NOFOLLOW_LINKS).equals(profile.content())) {
            return false;
        }
        Files.createDirectories(file.getParent());
        AtomicFile.replace(file, profile.content());
        return true;
    }
}

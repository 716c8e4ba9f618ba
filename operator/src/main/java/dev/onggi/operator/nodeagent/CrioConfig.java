package dev.onggi.operator.nodeagent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * What CRI-O's configuration says of registries (https://github.com/cri-o/cri-o/blob/main/docs/crio.conf.5.md).
 *
 * @param reloadsRegistries whether it notices by itself that {@code registries.conf.d} has changed
 */
record CrioConfig(boolean reloadsRegistries) {

    /**
     * Reads {@code crio.conf} and its drop-ins, of which the last one has the last word.
     *
     * @throws IOException when a file cannot be read or is not TOML
     */
    static CrioConfig read(NodeFiles files) throws IOException {
        ObjectNode document = Toml.read(files, "/etc/crio/crio.conf").orElseGet(Toml::empty);
        for (String dropIn : files.matching("/etc/crio/crio.conf.d", "*")) {
            document = Toml.merge(document, Toml.read(files, dropIn).orElseGet(Toml::empty));
        }
        return new CrioConfig(document.path("crio")
                .path("image")
                .path("auto_reload_registries")
                .asBoolean(false));
    }
}

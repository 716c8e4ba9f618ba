package dev.onggi.operator.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The chart's templates, made of the files of deploy/base: comments and all, with the values of the chart in the place of
 * what the base has. A text that is not there any more is an exception, so that a change of the base is noticed here.
 */
final class ChartTemplates {

    private static final String NAMESPACE = "namespace: onggi-system";
    private static final String RELEASE = "namespace: {{ .Release.Namespace }}";
    private static final String DOCUMENT = "---\n";
    private static final List<String> OF_NAMESPACES = List.of("onggi-watches", "onggi-manages", "onggi-impersonates");
    private static final String IMAGE = "docker.io/onggi/operator:0.1.0";

    private static final String SETTINGS = """
                    {{- with .Values.watchNamespaces }}
                    # the namespaces that are looked after
                    - name: ONGGI_WATCH_NAMESPACES
                      value: {{ join "," . | quote }}
                    {{- end }}
                    {{- range $name, $value := .Values.env }}
                    - name: {{ $name }}
                      value: {{ $value | quote }}
                    {{- end }}
                    ports:
            """;

    private ChartTemplates() {}

    /** The templates by the names of their files. */
    static SortedMap<String, String> all() {
        var templates = new TreeMap<String, String>();
        for (var file : Manifests.files()) {
            var name = file.getFileName().toString();
            templates.put(name, template(name, read(file)));
        }
        var monitor = read(Manifests.BASE.resolveSibling("components").resolve("prometheus/service-monitor.yaml"));
        templates.put(
                "53-service-monitor.yaml",
                onlyIf("and .Values.metrics.enabled .Values.metrics.serviceMonitor.enabled", ofRelease(monitor)));
        return templates;
    }

    private static String template(String name, String text) {
        return switch (name) {
            // the release's own namespace comes with --create-namespace
            case "00-namespaces.yaml" -> text.substring(text.indexOf(DOCUMENT) + DOCUMENT.length());
            case "30-bindings.yaml" -> bindings(text);
            case "50-deployment-onggi-operator.yaml" -> operator(text);
            case "51-service-onggi-operator-metrics.yaml" -> onlyIf(".Values.metrics.enabled", ofRelease(text));
            case "52-service-onggi-webhooks.yaml" -> onlyIf(".Values.webhooks.enabled", ofRelease(text));
            case "60-daemonset-onggi-node-agent.yaml" -> nodeAgent(text);
            default -> text.contains(NAMESPACE) ? ofRelease(text) : text;
        };
    }

    private static String operator(String text) {
        var withImage = images(ofRelease(text));
        var withSettings = replace(withImage, "        ports:\n", SETTINGS);
        var resources = between(withSettings, "        resources:\n", "        securityContext:\n");
        return replace(
                withSettings,
                resources,
                "        resources:\n          {{- toYaml .Values.resources | nindent 10 }}\n");
    }

    private static String nodeAgent(String text) {
        var withRuntime = images(text)
                .replace("value: containerd\n", "value: {{ .Values.nodeAgent.runtime }}\n")
                .replace("/etc/containerd/certs.d", "{{ include \"onggi.certs\" . }}");
        var agents = withRuntime.indexOf("      - name: agent\n");
        var mounts = withRuntime.indexOf("        volumeMounts:\n", agents) + "        volumeMounts:\n".length();
        var withMounts = withRuntime.substring(0, mounts).stripTrailing()
                + "\n        {{- include \"onggi.nodeAgentMounts\" . | trim | nindent 8 }}\n"
                + withRuntime.substring(mounts);
        return replace(
                withMounts,
                "      volumes:\n",
                "      volumes:\n      {{- include \"onggi.nodeAgentVolumes\" . | trim | nindent 6 }}\n");
    }

    /** The roles that are bound for the cluster, or else in each namespace that is watched. */
    private static String bindings(String text) {
        var always = new ArrayList<String>();
        var cluster = new ArrayList<String>();
        for (var document : text.split(DOCUMENT, -1)) {
            var ofNamespaces = document.contains("kind: ClusterRoleBinding\n")
                    && OF_NAMESPACES.stream().anyMatch(role -> document.contains("  name: " + role + "\n"));
            (ofNamespaces ? cluster : always).add(ofRelease(document));
        }
        var single = read(Manifests.BASE.resolveSibling("components").resolve("one-namespace/bindings.yaml"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n"))
                .replace("namespace: watched\n", "namespace: {{ . }}\n")
                .replace(NAMESPACE, "namespace: {{ $.Release.Namespace }}");
        return String.join(DOCUMENT, always)
                + "{{- range .Values.watchNamespaces }}\n" + DOCUMENT + single + "{{- else }}\n"
                + cluster.stream().map(DOCUMENT::concat).collect(Collectors.joining())
                + "{{- end }}\n";
    }

    private static String images(String text) {
        return replaceAll(
                replaceAll(text, IMAGE, "{{ .Values.image }}"),
                "imagePullPolicy: IfNotPresent",
                "imagePullPolicy: {{ .Values.imagePullPolicy }}");
    }

    private static String ofRelease(String text) {
        return replaceAll(text, NAMESPACE + "\n", RELEASE + "\n");
    }

    private static String onlyIf(String condition, String text) {
        return "{{- if " + condition + " }}\n" + text + "{{- end }}\n";
    }

    private static String between(String text, String from, String to) {
        var start = text.indexOf(from);
        var end = text.indexOf(to, start);
        if (start < 0 || end < 0) {
            throw new IllegalStateException("the base has no longer \"%s\" before \"%s\"".formatted(from, to));
        }
        return text.substring(start, end);
    }

    private static String replace(String text, String from, String to) {
        if (text.split(Pattern.quote(from), -1).length != 2) {
            throw new IllegalStateException("the base has no longer exactly one \"%s\"".formatted(from));
        }
        return text.replace(from, to);
    }

    private static String replaceAll(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new IllegalStateException("the base has no longer \"%s\"".formatted(from));
        }
        return text.replace(from, to);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

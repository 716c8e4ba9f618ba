package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.imagebuild.resource.MountedSecrets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What to do where the kubelet says that a Secret of a build lacks a key: its words have the key, and not the Secret
 * (https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/volume/secret/secret.go). The kubelet looks again by itself.
 */
final class SecretAdvice {

    private static final Pattern KEY = Pattern.compile("references non-existent secret key: (\\S+)");

    private SecretAdvice() {}

    /** Whether a Secret is there and lacks a key. */
    static boolean isAboutKey(String warning) {
        return KEY.matcher(warning).find();
    }

    /** Advice to add to a message. */
    static String of(BuildPlan plan, String warning) {
        var key = KEY.matcher(warning);
        if (!key.find()) {
            return "";
        }
        var secrets = MountedSecrets.of(plan.spec()).stream()
                .filter(secret -> secret.key().equals(key.group(1)))
                .map(secret -> "Secret %s (%s)".formatted(secret.secret(), secret.field()))
                .distinct()
                .collect(Collectors.joining(" or "));
        return secrets.isEmpty() ? "" : "; put the key %s into %s".formatted(key.group(1), secrets);
    }
}

package dev.onggi.operator.localregistry.resource;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The values of a Secret as text. Secrets are written as {@code data}: {@code stringData} cannot be compared later. */
public final class SecretData {

    private SecretData() {}

    /** The value of a key, where the Secret has it and it is base64. */
    public static Optional<String> text(Secret secret, String key) {
        try {
            return Optional.ofNullable(secret.getData())
                    .map(data -> data.get(key))
                    .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Texts as the field {@code data} takes them. */
    public static Map<String, String> encode(Map<String, String> texts) {
        var data = new TreeMap<String, String>();
        texts.forEach((key, text) ->
                data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return data;
    }
}

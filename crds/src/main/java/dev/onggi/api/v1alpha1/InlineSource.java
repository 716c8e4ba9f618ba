package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** Small files in the resource itself. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InlineSource(
        @JsonPropertyDescription(
                "The files' contents by their paths, such as Dockerfile or src/Main.java; at most 64, at most 128 KiB each.")
        @Required
        @Size(min = 1, max = 64)
        @ValidationRule(
                value =
                        "self.all(path, size(path) <= 200 && path.matches('^[A-Za-z0-9._+@-]+(/[A-Za-z0-9._+@-]+)*$') && !path.split('/').exists(p, p.startsWith('..') || p == '.'))",
                message =
                        "a path of inline.files must be relative, at most 200 characters long, of letters, digits and '._+@-', without '..'")
        Map<String, @Size(max = 131072) String> files) {}

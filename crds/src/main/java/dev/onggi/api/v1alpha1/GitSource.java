package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A git repository. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GitSource(
        @JsonPropertyDescription(
                "URL of the repository: https://host/path or ssh://user@host/path. Credentials belong into secretRef, never into the URL.")
        @Required
        @Size(min = 1, max = 1024)
        @ValidationRule(
                value = "self.matches('^(https|ssh)://[^[:space:][:cntrl:]]+$')",
                message = "url must start with https:// or ssh://")
        @ValidationRule(
                value = "!self.matches('^https://[^/]*@') && !self.matches('^ssh://[^/]*:[^/]*@')",
                message = "url must not hold credentials: put them into a Secret and name it in secretRef")
        @ValidationRule(
                value = "!self.contains('?') && !self.contains('#')",
                message = "url must have no query and no fragment: credentials belong into secretRef")
        String url,

        @JsonPropertyDescription(
                "Branch, tag or full commit id. Default: the branch that the repository's HEAD points to.")
        @Size(min = 1, max = 256)
        @ValidationRule(
                value = "self.matches('^[A-Za-z0-9_][A-Za-z0-9_./+-]*$') && !self.contains('..')",
                message =
                        "revision must be a branch, a tag or a commit id: letters, digits, '_', '.', '/', '+' and '-', not starting with '-', without '..'")
        String revision,

        @JsonPropertyDescription(
                "Secret with the credential, mounted into the fetch container alone: username and password, or a token (https), ssh-privatekey and known_hosts (ssh), ca.crt (a private CA).")
        LocalObjectReference secretRef,

        @JsonPropertyDescription(
                "True: the repository's submodules are fetched, those of submodules too; by https, or by ssh where url is. The credential is shown to the host of url alone. Default false.")
        Boolean submodules,

        @JsonPropertyDescription(
                "How many commits of the revision's history the build sees as .git, with the tags that they have; 0: the whole history and all tags. For programs that ask git for a version. Default: none, and no .git.")
        @Min(0)
        @Max(100000)
        Integer depth) {}

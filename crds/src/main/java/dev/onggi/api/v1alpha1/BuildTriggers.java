package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;

/** What starts a build although nobody has changed the resource. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildTriggers(
        @JsonPropertyDescription(
                "Asks the git server again and again for the commit of source.git.revision: another one than that of the newest build starts a build. A small Pod in this namespace asks. A revision that is a commit id is never asked for. Default: nobody asks.")
        GitTrigger git,

        @JsonPropertyDescription(
                "Has the git server asked at once when it sends a push event: GitHub's, GitLab's, Gitea's, Forgejo's, or anything that is signed likewise. They come to /hooks/<namespace>/<name> of the Service onggi-webhooks in the operator's namespace. Without triggers.git the server is asked every hour besides, for events get lost. Default: no event is taken.")
        WebhookTrigger webhook,

        @JsonPropertyDescription(
                "Asks registries again and again for the digests of the images that the Dockerfile's FROM and COPY --from name by a tag: another one than the newest build found starts a build. A small Pod in this namespace asks, as whom the build asks. Default: nobody asks.")
        BaseImageTrigger baseImage) {

    private static final String WITHOUT_GIT = "1h";

    /** How long to wait from one question to the git server to the next; events come in between. */
    public String everyCommit() {
        return git == null ? WITHOUT_GIT : git.every();
    }

    /** Asks a git server. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GitTrigger(
            @JsonPropertyDescription(
                    "How long to wait from one question to the next, such as 30s, 5m or 1h, give or take a tenth. Default 5m.")
            @Size(max = 16)
            @ValidationRule(
                    value =
                            "self.matches('^([0-9]+h)?([0-9]+m)?([0-9]+s)?$') && size(self) > 0 && duration(self) >= duration('30s') && duration(self) <= duration('24h')",
                    message = "interval must be a duration such as 30s, 5m or 1h, from 30s to 24h")
            String interval) {

        /** The interval, or the default: an object that may be empty has none in the schema. */
        public String every() {
            return Objects.requireNonNullElse(interval, "5m");
        }
    }

    /** Takes push events. */
    public record WebhookTrigger(
            @JsonPropertyDescription(
                    "Secret of this namespace whose key token has the secret that the git server was told: events that do not prove it are refused, by an HMAC-SHA256 of the body (X-Hub-Signature-256 of GitHub, Gitea and Forgejo, or X-Onggi-Signature-256) or by the secret itself (X-Gitlab-Token).")
            @Required
            LocalObjectReference secretRef) {}

    /** Asks registries. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BaseImageTrigger(
            @JsonPropertyDescription(
                    "How long to wait from one question to the next, such as 5m, 1h or 24h, give or take a tenth. Default 1h.")
            @Size(max = 16)
            @ValidationRule(
                    value =
                            "self.matches('^([0-9]+h)?([0-9]+m)?([0-9]+s)?$') && size(self) > 0 && duration(self) >= duration('1m') && duration(self) <= duration('168h')",
                    message = "interval must be a duration such as 5m, 1h or 24h, from 1m to 168h")
            String interval) {

        /** The interval, or the default: an object that may be empty has none in the schema. */
        public String every() {
            return Objects.requireNonNullElse(interval, "1h");
        }
    }
}

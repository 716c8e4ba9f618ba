package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What a registry deletes, and when. What anything in the cluster uses is never deleted. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryRetention(
        @JsonPropertyDescription(
                "How many tags of each repository stay, the newest ones by the time they were pushed. 0 keeps all. Default 10. Whatever a Pod, a workload, a revision of one or the history of an ImageBuild uses stays in any case.")
        @Default("10")
        @Min(0)
        @Max(100000)
        Integer keepTags,

        @JsonPropertyDescription(
                "How long an image that no tag points to stays, such as 24h. Default 24h, at least 1h.")
        @Default("24h")
        @Size(max = 16)
        @ValidationRule(
                value =
                        "self.matches('^([0-9]+h)?([0-9]+m)?([0-9]+s)?$') && size(self) > 0 && duration(self) >= duration('1h') && duration(self) <= duration('87600h')",
                message = "untaggedAfter must be a duration such as 24h or 90m, from 1h to 87600h")
        String untaggedAfter,

        @JsonPropertyDescription(
                "When garbage is collected: a cron expression of five fields (minute, hour, day of month, month, day of week), in UTC. Default: every night at three, 0 3 * * *.")
        @Default("0 3 * * *")
        @Pattern("^[0-9A-Za-z*/,?#-]+( [0-9A-Za-z*/,?#-]+){4}$")
        @Size(max = 100)
        String schedule,

        @JsonPropertyDescription(
                "True: nothing is deleted; status.lastGarbageCollection says what would be. The first collection after the rules changed is such a dry run in any case. Default false.")
        @Default("false")
        Boolean dryRun) {}

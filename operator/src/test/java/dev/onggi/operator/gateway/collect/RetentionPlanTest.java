package dev.onggi.operator.gateway.collect;

import static dev.onggi.operator.gateway.collect.Repository.digest;
import static dev.onggi.operator.gateway.collect.Repository.manifest;
import static dev.onggi.operator.gateway.collect.Repository.rules;
import static dev.onggi.operator.gateway.collect.Repository.tag;
import static dev.onggi.operator.gateway.collect.Repository.tagAbout;
import static dev.onggi.operator.gateway.collect.Repository.using;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionPlanTest {

    @Test
    void shouldKeepTheNewestTagsAndDropTheOthersWithTheirManifests() {
        // Given
        var repository = new Repository("team/app")
                .image("one", 300)
                .image("two", 200)
                .image("three", 100)
                .tag("1", "one", 300)
                .tag("2", "two", 200)
                .tag("3", "three", 100);

        // When
        var plan = repository.plan(rules(2, 24));

        // Then
        assertThat(plan.garbage()).containsExactly(tag("1"), manifest("one"));
        assertThat(plan.kept()).containsExactlyInAnyOrder(tag("2"), tag("3"), manifest("two"), manifest("three"));
    }

    @Test
    void shouldKeepTheCacheOfBuildsBesideTheNewestTagsWhenItIsInUse() {
        // Given: the cache is newer than the image, and the one before it has lost its tag
        var repository = new Repository("team/app")
                .image("app", 300)
                .image("cache", 299)
                .image("before", 400)
                .tag("latest", "app", 300)
                .movedTag("buildcache", "before", 400, "cache", 299);

        // When
        var used = repository.plan(
                new RetentionRules(1, Duration.ofHours(24), Set.of(), Set.of("team/app:buildcache"), Repository.NOW));
        var unused = repository.plan(rules(1, 24));

        // Then
        assertThat(used.garbage()).containsExactly(manifest("before"));
        assertThat(unused.garbage()).containsExactlyInAnyOrder(tag("latest"), manifest("app"), manifest("before"));
    }

    @Test
    void shouldCountByWhenTheTagWasWrittenNotByWhenTheImageWasPushed() {
        // Given an old image that was tagged just now
        var repository = new Repository("team/app")
                .image("old", 900)
                .image("new", 100)
                .tag("again", "old", 1)
                .tag("once", "new", 100);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage()).containsExactly(tag("once"), manifest("new"));
    }

    @Test
    void shouldKeepAnImageWhenAnotherTagThatStaysNamesIt() {
        // Given
        var repository = new Repository("team/app")
                .image("app", 300)
                .tag("1.0", "app", 300)
                .tag("latest", "app", 10);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage()).containsExactly(tag("1.0"));
    }

    @Test
    void shouldDropAnUntaggedManifestWhenItIsOldAndKeepAYoungOne() {
        // Given
        var repository = new Repository("team/app").image("old", 25).image("young", 23);

        // When
        var plan = repository.plan(rules(10, 24));

        // Then
        assertThat(plan.garbage()).containsExactly(manifest("old"));
    }

    @Test
    void shouldKeepAYoungImageWhenItsTagIsDropped() {
        // Given ten builds within a day
        var repository = new Repository("team/app")
                .image("first", 5)
                .image("second", 4)
                .tag("1", "first", 5)
                .tag("2", "second", 4);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage()).containsExactly(tag("1"));
    }

    @Test
    void shouldCountAnImageAsUntaggedSinceItsTagLeftIt() {
        // Given "latest" was moved an hour ago from an image that is months old
        var repository =
                new Repository("team/app").image("old", 3000).image("new", 1).movedTag("latest", "old", 3000, "new", 1);

        // When
        var within = repository.plan(rules(10, 24));
        var after = repository.plan(new RetentionRules(
                10, Duration.ofHours(24), Set.of(), Set.of(), Repository.NOW.plus(Duration.ofHours(24))));

        // Then
        assertThat(within.garbage()).isEmpty();
        assertThat(after.garbage()).containsExactly(manifest("old"));
    }

    @Test
    void shouldKeepNothingForATagThatLeftALongTimeAgo() {
        // Given
        var repository = new Repository("team/app")
                .image("old", 3000)
                .image("new", 1)
                .movedTag("latest", "old", 3000, "new", 25);

        // When
        var plan = repository.plan(rules(10, 24));

        // Then
        assertThat(plan.garbage()).containsExactly(manifest("old"));
    }

    @Test
    void shouldKeepTheTagAndTheImageWhenTheClusterUsesItsDigest() {
        // Given
        var repository = new Repository("team/app")
                .image("used", 900)
                .image("unused", 900)
                .image("new", 1)
                .tag("1", "used", 900)
                .tag("2", "unused", 800)
                .tag("3", "new", 1);

        // When
        var plan = repository.plan(using(1, 24, "used"));

        // Then
        assertThat(plan.garbage()).containsExactly(tag("2"), manifest("unused"));
        assertThat(plan.kept()).contains(tag("1"), manifest("used"));
        assertThat(plan.keptInUse()).isEqualTo(1);
    }

    @Test
    void shouldKeepAnUntaggedImageWhenARuntimeReportsItsConfig() {
        // Given
        var repository = new Repository("team/app").image("used", 900);

        // When
        var plan = repository.plan(using(1, 24, "used-config"));

        // Then
        assertThat(plan.garbage()).isEmpty();
    }

    @Test
    void shouldKeepTheTagWhenTheClusterUsesItByName() {
        // Given
        var repository = new Repository("team/app")
                .image("one", 900)
                .image("two", 1)
                .tag("1", "one", 900)
                .tag("2", "two", 1);

        // When
        var plan = repository.plan(
                new RetentionRules(1, Duration.ofHours(24), Set.of(), Set.of("team/app:1"), Repository.NOW));

        // Then
        assertThat(plan.garbage()).isEmpty();
        assertThat(plan.keptInUse()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeATagOfTheSameNameInAnotherRepositoryForOneInUse() {
        // Given
        var repository = new Repository("team/app")
                .image("one", 900)
                .image("two", 1)
                .tag("1", "one", 900)
                .tag("2", "two", 1);

        // When
        var plan = repository.plan(
                new RetentionRules(1, Duration.ofHours(24), Set.of(), Set.of("team/other:1"), Repository.NOW));

        // Then
        assertThat(plan.garbage()).containsExactly(tag("1"), manifest("one"));
    }

    @Test
    void shouldKeepEveryImageOfAnIndexAndItsAttestationsWhenATagNamesTheIndex() {
        // Given
        var repository = new Repository("team/app")
                .index("index", 900, "amd64", "arm64", "attestation")
                .image("amd64", 900)
                .image("arm64", 900)
                .image("attestation", 900)
                .tag("1", "index", 900);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage()).isEmpty();
    }

    @Test
    void shouldDropAnIndexBeforeTheImagesInIt() {
        // Given
        var repository = new Repository("team/app")
                .index("index", 900, "amd64", "arm64")
                .image("amd64", 900)
                .image("arm64", 900);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage())
                .startsWith(manifest("index"))
                .containsExactlyInAnyOrder(manifest("index"), manifest("amd64"), manifest("arm64"));
    }

    @Test
    void shouldKeepTheWholeIndexWhenTheClusterUsesOneImageInIt() {
        // Given a node reports the manifest of its platform
        var repository = new Repository("team/app")
                .index("index", 900, "amd64", "arm64")
                .image("amd64", 900)
                .image("arm64", 900)
                .image("new", 1)
                .tag("1", "index", 900)
                .tag("2", "new", 1);

        // When
        var plan = repository.plan(using(1, 24, "arm64"));

        // Then
        assertThat(plan.garbage()).isEmpty();
        assertThat(plan.keptInUse()).isEqualTo(3);
    }

    @Test
    void shouldKeepAnImageOfADroppedIndexWhenAnotherIndexHasItToo() {
        // Given
        var repository = new Repository("team/app")
                .index("old", 900, "shared", "only")
                .index("new", 10, "shared")
                .image("shared", 900)
                .image("only", 900)
                .tag("1", "old", 900)
                .tag("2", "new", 10);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage()).containsExactly(tag("1"), manifest("old"), manifest("only"));
    }

    @Test
    void shouldKeepWhatIsAboutAKeptImageHoweverOldAndItsTag() {
        // Given a signature by subject, a list of referrers by tag, and a signature of cosign
        var repository = new Repository("team/app")
                .image("app", 900)
                .tag("1", "app", 900)
                .about("signature", 900, "app")
                .index("referrers", 900, "signature")
                .image("cosign", 900)
                .tagAbout("app", "", "referrers", 900)
                .tagAbout("app", ".sig", "cosign", 900);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage()).isEmpty();
    }

    @Test
    void shouldNotCountTagsOfReferrersAsTags() {
        // Given
        var repository = new Repository("team/app")
                .image("app", 900)
                .tag("1", "app", 900)
                .image("cosign", 1)
                .tagAbout("app", ".sig", "cosign", 1);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.kept()).contains(tag("1"), manifest("app"));
    }

    @Test
    void shouldDropWhatIsAboutAnImageAfterThatImageEvenWhenItIsYoung() {
        // Given
        var repository = new Repository("team/app")
                .image("app", 900)
                .about("signature", 1, "app")
                .about("signature-of-signature", 1, "signature")
                .index("referrers", 1, "signature")
                .tagAbout("app", "", "referrers", 1);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage())
                .containsExactlyInAnyOrder(
                        manifest("app"),
                        tagAbout("app", ""),
                        manifest("referrers"),
                        manifest("signature"),
                        manifest("signature-of-signature"))
                .startsWith(manifest("app"))
                .containsSubsequence(tagAbout("app", ""), manifest("referrers"), manifest("signature"));
    }

    /** Each entry makes a new list: with many signatures the former ones would be most of the repository. */
    @Test
    void shouldDropTheFormerListsOfWhatIsAboutAnImageAtOnce() {
        // Given
        var repository = new Repository("team/app")
                .image("app", 2)
                .tag("1.0", "app", 2)
                .about("signature", 1, "app")
                .index("former", 1)
                .index("referrers", 0, "signature")
                .movedTagAbout("app", "former", 1, "referrers", 0);

        // When
        var plan = repository.plan(rules(10, 24));

        // Then
        assertThat(plan.garbage()).containsExactly(manifest("former"));
    }

    @Test
    void shouldKeepWhatIsAboutAMissingImageUntilItIsOld() {
        // Given the signature may come before the image
        var repository = new Repository("team/app")
                .about("early", 1, "not-yet-pushed")
                .about("late", 25, "deleted")
                .image("cosign", 25)
                .tagAbout("deleted", ".sig", "cosign", 25)
                .image("cosign-early", 1)
                .tagAbout("not-yet-pushed", ".sig", "cosign-early", 1);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage())
                .containsExactlyInAnyOrder(manifest("late"), tagAbout("deleted", ".sig"), manifest("cosign"));
    }

    @Test
    void shouldKeepAnImageWhenOnlyItsIndexIsYoung() {
        // Given
        var repository =
                new Repository("team/app").index("index", 1, "old-child").image("old-child", 900);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onggi/canary", "upstream/docker.io/library/debian"})
    void shouldLeaveARepositoryAloneWhenItIsTheOperatorsOrWasCopiedIn(String name) {
        // Given
        var repository = new Repository(name)
                .image("one", 900)
                .image("two", 800)
                .image("by-digest", 900)
                .tag("1", "one", 900)
                .tag("2", "two", 800);

        // When
        var plan = repository.plan(rules(1, 0));

        // Then
        assertThat(plan.garbage()).isEmpty();
        assertThat(plan.kept()).hasSize(5);
    }

    @Test
    void shouldNotTakeANameThatOnlyBeginsAlikeForTheOperators() {
        // Given
        var repository = new Repository("onggi-team/app").image("old", 900);

        // When
        var plan = repository.plan(rules(1, 0));

        // Then
        assertThat(plan.garbage()).containsExactly(manifest("old"));
    }

    @Test
    void shouldEndWhenTagsLeadInACircle() {
        // Given a tag about a manifest that names that very manifest
        var repository = new Repository("team/app").image("app", 900).tagAbout("app", "", "app", 900);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.garbage()).containsExactlyInAnyOrder(manifest("app"), tagAbout("app", ""));
    }

    @Test
    void shouldIgnoreATagWhoseManifestIsMissing() {
        // Given
        var repository =
                new Repository("team/app").tag("broken", "missing", 900).image("old", 900);

        // When
        var plan = repository.plan(rules(1, 24));

        // Then
        assertThat(plan.kept()).containsExactly(tag("broken"));
        assertThat(plan.garbage()).containsExactly(manifest("old"));
    }

    @Test
    void shouldPlanTheSameHoweverTheStorageIsListed() {
        // Given
        var one = new Repository("team/app").image("a", 90).image("b", 80).image("c", 70);
        var other = new Repository("team/app").image("c", 70).image("a", 90).image("b", 80);

        // When
        var plan = one.plan(rules(1, 24));

        // Then
        assertThat(plan).isEqualTo(other.plan(rules(1, 24)));
        assertThat(plan.garbage()).hasSize(3);
    }

    @Test
    void shouldPlanALongChainOfReferrersWithoutRunningOutOfStack() {
        // Given
        var repository = new Repository("team/app").image("link-0", 900);
        for (int i = 1; i <= 20_000; i++) {
            repository.about("link-" + i, 900, "link-" + (i - 1));
        }

        // When
        var plan = repository.plan(using(1, 24, "link-0"));

        // Then
        assertThat(plan.garbage()).isEmpty();
        assertThat(digest("link-20000")).isNotNull();
        assertThat(plan.keptInUse()).isEqualTo(20_001);
    }
}

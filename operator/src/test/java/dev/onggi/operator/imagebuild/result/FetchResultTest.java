package dev.onggi.operator.imagebuild.result;

import static dev.onggi.operator.imagebuild.result.FailureReasons.BUILDER_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.result.FetchResult.FetchFailed;
import dev.onggi.operator.imagebuild.result.FetchResult.Fetched;
import dev.onggi.operator.model.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchResultTest {

    private static final String COMMIT = "8239612e09c29862fa7e24ed3ad8b2c8f07389c7";

    @Test
    void shouldTellTheCommitWhenItIsFetched() {
        // Given
        var told = COMMIT + "\nKim 김\nthird: 세 번째\n";

        // When
        var result = parse(told);

        // Then
        assertThat(result).isEqualTo(new Fetched(COMMIT, "Kim 김", "third: 세 번째"));
    }

    @Test
    void shouldBoundAndCleanWhatACommitSaysWhenItIsFetched() {
        // Given
        var told = COMMIT + "\n" + "k".repeat(300) + "\nuse https://u:s3cret@example.com \u001B[31m" + "x".repeat(300);

        // When
        var result = (Fetched) parse(told);

        // Then
        assertThat(result.author()).hasSize(Limits.AUTHOR);
        assertThat(result.subject()).hasSize(Limits.SUBJECT).startsWith("use https://***@example.com xxx");
    }

    @Test
    void shouldBeFetchedWhenACommitHasNeitherAuthorNorMessage() {
        assertThat(parse(COMMIT)).isEqualTo(new Fetched(COMMIT, "", ""));
    }

    @Test
    void shouldTellTheDigestOfWhatIsNoCommit() {
        // Given
        var digest = Digest.of("archive").value();

        // Then
        assertThat(parse(digest + "\n\n\n")).isEqualTo(new Fetched(digest, "", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "SourceUnreachable, true",
        "SourceUnauthorized, false",
        "RevisionNotFound, false",
        "SourceInvalid, false",
        "SourceNotFound, false",
        "SourceTooLarge, false",
        "ChecksumMismatch, false",
        "BuilderFailed, true"
    })
    void shouldTellCauseAndCommandWhenFetchFailed(String reason, boolean retryable) {
        // Given
        var told = "reason=%s\ncannot reach git.example.com\nfatal: https://u:s3cret@git.example.com/x\n"
                .formatted(reason);

        // When
        var result = parse(told);

        // Then
        assertThat(result)
                .isEqualTo(new FetchFailed(
                        reason,
                        "cannot reach git.example.com; see kubectl logs -n team-a hello-3-build -c fetch",
                        "fatal: https://***@git.example.com/x",
                        retryable));
    }

    @Test
    void shouldHaveNoLogWhenGitSaidNothing() {
        // When
        var result = (FetchFailed) parse("reason=SourceInvalid\nspec.source.git.url is neither https nor ssh\n");

        // Then
        assertThat(result.logTail()).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "Killed",
                "reason=",
                "reason=Nonsense\nx",
                "8239612\nKim\nshort",
                "{\"steps\":1}",
                "\u0000"
            })
    void shouldBeAFailedBuilderWhenNothingIsUnderstood(String told) {
        // When
        var result = parse(told);

        // Then
        assertThat(result).isInstanceOfSatisfying(FetchFailed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(BUILDER_FAILED);
            assertThat(failed.message())
                    .isEqualTo("the fetch container ended without telling what became of the source;"
                            + " see kubectl logs -n team-a hello-3-build -c fetch");
            assertThat(failed.retryable()).isTrue();
        });
    }

    private static FetchResult parse(String told) {
        return FetchResult.parse(told, "team-a", "hello-3-build");
    }
}

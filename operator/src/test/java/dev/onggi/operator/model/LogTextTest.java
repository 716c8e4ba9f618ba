package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fatal: 'https://kim:s3cret@git.example.com/x.git' | fatal: 'https://***@git.example.com/x.git'
            cloning https://s3cret@git.example.com/x.git      | cloning https://***@git.example.com/x.git
            https://kim:s3c@ret@git.example.com/x.git         | https://***@git.example.com/x.git
            > Authorization: Bearer s3cret                    | > Authorization: ***
            -H "Authorization: Basic s3cret" -v               | -H "Authorization: ***" -v
            NPM_TOKEN=s3cret npm ci                           | NPM_TOKEN=*** npm ci
            --build-arg password=s3cret                       | --build-arg password=***
            {"user":"kim","password":"s3cret"}                | {"user":"kim","password":"***"}
            client-secret: {"client_secret": "s3cret"}        | client-secret: {"client_secret": "***"}
            password: s3cret                                  | password: ***
            key AKIAIOSFODNN7EXAMPLE is known                 | key *** is known
            ghp_0123456789012345678901234567890123456         | ***
            eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.c2lnbmF0dXJl    | ***
            """)
    void shouldHideCredentialsWhenTextHoldsThem(String text, String expected) {
        assertThat(LogText.clean(text)).isEqualTo(expected).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Main.java:3: error: unexpected token: ;
            https://git.example.com/team/hello.git
            references a secret: not found
            mail to kim@example.com, or see https://example.com/@kim
            FROM registry.team-a.svc:5000/team-a/base@sha256:02aa73992306f8d7a0122ad24c96f1ee04ee90019cfeb96d5750cec361958a71
            안녕하세요
            """)
    void shouldLeaveTextAloneWhenItHoldsNoCredential(String text) {
        assertThat(LogText.clean(text)).isEqualTo(text);
    }

    @Test
    void shouldHideAPrivateKeyWhenItIsCutOff() {
        // Given
        var text = "key:\n-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA\nmore";

        // When
        var clean = LogText.clean(text);

        // Then
        assertThat(clean).isEqualTo("key:\n***");
    }

    @Test
    void shouldTakeOutWhatForgesALineWhenTextHoldsControlCharacters() {
        // Given
        var text = "\u001B[31mred\u001B[0m\r\nreally\u0000 \u202Egnp.exe\u2028next\tend";

        // When
        var clean = LogText.clean(text);

        // Then
        assertThat(clean).isEqualTo("red\nreally gnp.exenext\tend");
    }

    @Test
    void shouldBeEmptyWhenThereIsNoText() {
        assertThat(LogText.clean(null)).isEmpty();
    }

    @Test
    void shouldKeepIndentationWhenTextBeginsWithEmptyLines() {
        assertThat(LogText.clean("\n \n   1 | FROM x\n\n")).isEqualTo("   1 | FROM x");
    }

    @Test
    void shouldCutTheEndOffALineWhenItIsTooLong() {
        assertThat(LogText.line("one\ntwo\tthree", 9)).isEqualTo("one two …");
    }

    @Test
    void shouldNotSplitACharacterWhenItCuts() {
        // Given: each is two chars in Java
        var text = "🏺🏺🏺";

        // Then
        assertThat(LogText.line(text, 4)).isEqualTo("🏺…");
        assertThat(LogText.tail(text, 3)).isEqualTo("🏺🏺");
    }

    @Test
    void shouldKeepTheLastWholeLinesWhenTextIsTooLong() {
        assertThat(LogText.tail("first line\nsecond\nthird", 14)).isEqualTo("second\nthird");
        assertThat(LogText.tail("first line\nsecond\nthird", 9)).isEqualTo("third");
    }
}

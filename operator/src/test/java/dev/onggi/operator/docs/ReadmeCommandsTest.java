package dev.onggi.operator.docs;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every command of README, docs and examples is run by a test that takes it from the page, or stands with the reason in
 * {@code docs/commands-not-taken.txt}.
 */
class ReadmeCommandsTest {

    private static final Path LIST = Path.of("src/test/resources/docs/commands-not-taken.txt");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```(?<language>\\w*)\\n(?<text>.*?)^ *```");
    private static final Pattern COMMAND = Pattern.compile("(?m)^ *(?:\\$ )?(?:kubectl|helm|docker|mvn|\\./\\w+) .*$");

    private final List<Page> pages = Page.all();
    private final List<CommandsInTests> tests = CommandsInTests.all();

    /** A command that no test takes from its page. */
    private record NotTaken(String page, String command, String reason) {

        static NotTaken parse(String line) {
            var parts = line.split(" \\| ", -1);
            assertThat(parts).as(line).hasSize(3);
            return new NotTaken(parts[0].strip(), parts[1].strip(), parts[2].strip());
        }

        String name() {
            return page + ": " + command;
        }
    }

    @Test
    void shouldBeRunByATest() throws IOException {
        // Given
        var notTaken = notTaken().stream().map(NotTaken::name).collect(toSet());

        // When
        var commands = pages.stream()
                .flatMap(page -> page.commands().stream().map(command -> page.path() + ": " + command))
                .toList();
        var notRun = pages.stream()
                .flatMap(page -> page.commands().stream()
                        .filter(command -> tests.stream().noneMatch(test -> test.run(page, command)))
                        .map(command -> page.path() + ": " + command))
                .distinct();

        // Then
        assertThat(commands).hasSizeGreaterThan(80);
        assertThat(notRun)
                .as("run them by new Reader(page, terminal).type(beginning), or say in %s why not", LIST)
                .containsExactlyInAnyOrderElementsOf(notTaken);
    }

    @Test
    void shouldSayWhyATestTakesSomeNot() throws IOException {
        assertThat(notTaken())
                .hasSizeLessThan(14)
                .allSatisfy(command ->
                        assertThat(command.reason()).as(command.name()).hasSizeGreaterThan(30));
    }

    @Test
    void shouldBeThereWhenATestTakesIt() {
        assertThat(tests).hasSizeGreaterThan(8).allSatisfy(test -> {
            var read = test.pages().stream().map(Page::of).toList();
            assertThat(test.beginnings())
                    .as("%s takes from %s", test.test(), test.pages())
                    .allSatisfy(beginning -> assertThat(read)
                            .anySatisfy(page -> assertThat(page.find(beginning)).isPresent()));
        });
    }

    @Test
    void shouldNameScriptsThatKnowTheirWords() {
        // Given
        var scripts = pages.stream()
                .flatMap(page -> page.commands().stream())
                .filter(command -> command.startsWith("./"))
                .map(command -> command.split(" "))
                .toList();

        // Then
        assertThat(scripts).hasSizeGreaterThan(3).allSatisfy(words -> {
            assertThat(Path.of("..", words[0])).isExecutable();
            for (var word : List.of(words).subList(1, words.length)) {
                assertThat(Page.text(words[0])).as(word).contains("\n  " + word + ") ");
            }
        });
    }

    @Test
    void shouldStandInABlockOfItsLanguage() {
        assertThat(pages)
                .allSatisfy(page -> assertThat(FENCE.matcher(Page.text(page.path()))
                                .results()
                                .filter(block -> !block.group("language").equals("sh"))
                                .flatMap(block ->
                                        COMMAND.matcher(block.group("text")).results())
                                .map(command -> command.group()))
                        .as("commands of %s outside of ```sh", page.path())
                        .isEmpty());
    }

    @Test
    void shouldBeReadInOneLineAndWithoutComments() {
        // Given
        var page = new Page("page.md", Page.commands("""
                ```sh
                kubectl apply -f one.yaml   # a comment
                # another one
                kubectl run two --rm \\
                  --image=two
                kubectl get '#three'
                ```
                ```yaml
                kubectl: four
                ```
                """));

        // Then
        assertThat(page.commands())
                .containsExactly(
                        "kubectl apply -f one.yaml", "kubectl run two --rm --image=two", "kubectl get '#three'");
        assertThat(page.command("kubectl run")).isEqualTo("kubectl run two --rm --image=two");
        assertThatThrownBy(() -> page.command("kubectl"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no single command that begins with");
        assertThatThrownBy(() -> page.command("helm")).isInstanceOf(AssertionError.class);
    }

    private static List<NotTaken> notTaken() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(NotTaken::parse)
                .toList();
    }
}

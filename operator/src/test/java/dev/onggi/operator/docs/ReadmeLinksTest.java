package dev.onggi.operator.docs;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between pages, and to files, lead somewhere. */
class ReadmeLinksTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\((?<file>[^)#:]*)(?:#(?<heading>[^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");

    static Stream<String> pages() {
        return Stream.concat(Page.all().stream().map(Page::path), Stream.of("CONTRIBUTING.md", "testbed/README.md"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldLeadToAFileAndAHeading(String page) throws IOException {
        // Given
        var path = PROJECT.resolve(page);
        var links = LINK.matcher(prose(path)).results().toList();

        // Then
        for (var link : links) {
            var target = link.group("file").isEmpty() ? path : path.resolveSibling(link.group("file"));
            assertThat(target).as("%s: %s", page, link.group()).exists();
            if (link.group("heading") != null) {
                assertThat(headings(target)).as("%s: %s", page, link.group()).contains(link.group("heading"));
            }
        }
    }

    /** The pages that no other one leads to. */
    @ParameterizedTest
    @MethodSource("pages")
    void shouldLeadToEachPage(String page) throws IOException {
        var leading = pages().filter(from -> !from.equals(page) && leadsTo(from, page))
                .toList();

        assertThat(List.of("README.md", "CONTRIBUTING.md").contains(page) || !leading.isEmpty())
                .as("a link to %s", page)
                .isTrue();
    }

    private static boolean leadsTo(String from, String to) {
        var path = PROJECT.resolve(from);
        return LINK.matcher(Page.text(from))
                .results()
                .filter(link -> !link.group("file").isEmpty())
                .anyMatch(link -> path.resolveSibling(link.group("file"))
                        .normalize()
                        .equals(PROJECT.resolve(to).normalize()));
    }

    /** As GitHub names them. */
    private static Set<String> headings(Path page) throws IOException {
        return HEADING.matcher(prose(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .collect(toSet());
    }

    private static String prose(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page)).replaceAll("");
    }
}

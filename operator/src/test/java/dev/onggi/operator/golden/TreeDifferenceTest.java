package dev.onggi.operator.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TreeDifferenceTest {

    @Test
    void shouldFindNothingWhenTreesAreEqualInAnotherOrder() throws JsonProcessingException {
        // Given
        var one = tree("{\"a\":1,\"b\":[1,{\"c\":null}]}");
        var other = tree("{\"b\":[1,{\"c\":null}],\"a\":1}");

        // When
        var differences = TreeDifference.between(one, other);

        // Then
        assertThat(differences).isEmpty();
    }

    @Test
    void shouldNamePathsWhenTreesDiffer() throws JsonProcessingException {
        // Given
        var expected = tree("{\"a\":{\"b\":1},\"list\":[1,2],\"gone\":true}");
        var actual = tree("{\"a\":{\"b\":2},\"list\":[1],\"more\":\"x\"}");

        // When
        var differences = TreeDifference.between(expected, actual);

        // Then
        assertThat(differences)
                .containsExactly(
                        "/a/b: expected 1, was 2",
                        "/gone: expected true, was nothing",
                        "/list/1: expected 2, was nothing",
                        "/more: expected nothing, was \"x\"");
    }

    private static JsonNode tree(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }
}

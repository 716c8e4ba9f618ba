package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.step.RegistryResolution.Found;
import dev.onggi.operator.imagebuild.step.RegistryResolution.Missing;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegistryResolutionTest {

    private static final String NAMED = "registryRef: {name: main}";

    @Test
    void shouldTakeTheOnlyRegistryWhenNoneIsNamed() {
        assertThat(resolve(null, "registry"))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.registry().getMetadata().getName())
                                .isEqualTo("registry"));
    }

    @Test
    void shouldTakeTheNamedRegistryWhenThereAreSeveral() {
        assertThat(resolve(NAMED, "other", "main"))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.registry().getMetadata().getName())
                                .isEqualTo("main"));
    }

    @Test
    void shouldSayHowToMakeOneWhenThereIsNone() {
        assertThat(resolve(null))
                .isEqualTo(new Missing(
                        "RegistryNotFound",
                        "there is no LocalRegistry in namespace team-a; apply one, an empty spec is enough"));
    }

    @Test
    void shouldListThemInOrderWhenTheChoiceIsTheUsers() {
        assertThat(resolve(null, "b", "a"))
                .isEqualTo(
                        new Missing(
                                "RegistryAmbiguous",
                                "there are several LocalRegistries in namespace team-a (a, b); name one of them in spec.registryRef.name"));
    }

    @Test
    void shouldNameTheOthersWhenTheNamedOneDoesNotExist() {
        assertThat(resolve(NAMED, "b", "a"))
                .isEqualTo(
                        new Missing(
                                "RegistryNotFound",
                                "there is no LocalRegistry \"main\" in namespace team-a, only a, b; correct spec.registryRef or apply a LocalRegistry of that name"));
    }

    @Test
    void shouldSayThatThereIsNoOtherWhenTheNamedOneDoesNotExist() {
        assertThat(resolve(NAMED))
                .isEqualTo(
                        new Missing(
                                "RegistryNotFound",
                                "there is no LocalRegistry \"main\" in namespace team-a, and no other one; correct spec.registryRef or apply a LocalRegistry of that name"));
    }

    private static RegistryResolution resolve(String reference, String... registries) {
        var imageBuild = reference == null ? Samples.imageBuild() : Samples.imageBuild(reference);
        return RegistryResolution.of(
                imageBuild,
                Stream.of(registries).map(name -> Samples.registry(name)).toList());
    }
}

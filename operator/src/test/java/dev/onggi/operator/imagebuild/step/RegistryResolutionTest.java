package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.step.RegistryResolution.Found;
import dev.onggi.operator.imagebuild.step.RegistryResolution.Missing;
import dev.onggi.operator.imagebuild.step.RegistryResolution.Refused;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.model.WatchedNamespaces;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RegistryResolutionTest {

    private static final String NAMED = "registryRef: {name: main}";
    private static final String FOREIGN = "registryRef: {name: main, namespace: platform}";
    private static final String ALL_NAMESPACES = "access: {namespaces: {}}";
    private static final Map<String, String> LABELS = Map.of("kubernetes.io/metadata.name", "team-a", "tier", "gold");

    @Nested
    class InTheOwnNamespace {

        @Test
        void shouldTakeTheOnlyRegistryWhenNoneIsNamed() {
            assertThat(resolve(null, own("registry"))).isEqualTo("team-a/registry");
        }

        @Test
        void shouldTakeTheNamedRegistryWhenThereAreSeveral() {
            assertThat(resolve(NAMED, own("other"), own("main"))).isEqualTo("team-a/main");
        }

        @Test
        void shouldTakeTheOwnOneWhenTheClusterHasADefaultToo() {
            assertThat(resolve(null, own("registry"), defaultOf("platform", "main")))
                    .isEqualTo("team-a/registry");
        }

        @Test
        void shouldSayHowToMakeOneWhenThereIsNone() {
            assertThat(resolve(null))
                    .isEqualTo(
                            "RegistryNotFound: there is no LocalRegistry in namespace team-a, and none in the cluster has the annotation onggi.dev/is-default-registry; apply one, an empty spec is enough");
        }

        @Test
        void shouldListThemInOrderWhenTheChoiceIsTheUsers() {
            assertThat(resolve(null, own("b"), own("a")))
                    .isEqualTo(
                            "RegistryAmbiguous: there are several LocalRegistries in namespace team-a (a, b); name one of them in spec.registryRef.name");
        }

        @Test
        void shouldNameTheOthersWhenTheNamedOneDoesNotExist() {
            assertThat(resolve(NAMED, own("b"), own("a")))
                    .isEqualTo(
                            "RegistryNotFound: there is no LocalRegistry \"main\" in namespace team-a, only a, b; correct spec.registryRef or apply a LocalRegistry of that name");
        }

        @Test
        void shouldSayThatThereIsNoOtherWhenTheNamedOneDoesNotExist() {
            assertThat(resolve(NAMED, foreign("platform", "main", ALL_NAMESPACES)))
                    .isEqualTo(
                            "RegistryNotFound: there is no LocalRegistry \"main\" in namespace team-a, and no other one; correct spec.registryRef or apply a LocalRegistry of that name");
        }

        @Test
        void shouldTakeAnotherWhenOneIsBeingDeleted() {
            // Given
            var leaving = own("registry");
            leaving.getMetadata().setDeletionTimestamp(Samples.NOW.toString());

            // Then
            assertThat(resolve(null, leaving, own("other"))).isEqualTo("team-a/other");
        }

        @Test
        void shouldTakeAnyRepositoryWhenTheRegistryIsTheNamespacesOwn() {
            // Given
            var imageBuild = Samples.imageBuild("image: {repository: shops/main, tags: [latest]}");

            // Then
            assertThat(RegistryResolution.of(imageBuild, List.of(own("registry")), LABELS))
                    .isInstanceOf(Found.class);
        }
    }

    @Nested
    class InAnotherNamespace {

        @Test
        void shouldTakeTheNamedOneWhenItSelectsTheNamespace() {
            assertThat(resolve(
                            FOREIGN, foreign("platform", "main", "access: {namespaces: {matchLabels: {tier: gold}}}")))
                    .isEqualTo("platform/main");
        }

        @Test
        void shouldGiveThePatchWhenItGivesNoNamespaceAccess() {
            assertThat(resolve(FOREIGN, foreign("platform", "main")))
                    .isEqualTo(
                            "RegistryAccessDenied: the spec.access.namespaces of LocalRegistry platform/main does not select namespace team-a, so its ImageBuilds may not use it; kubectl patch lreg -n platform main --type merge -p '{\"spec\":{\"access\":{\"namespaces\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"team-a\"}}}}}'");
        }

        @Test
        void shouldGiveTheLabelsWhenItSelectsByLabels() {
            assertThat(resolve(
                            FOREIGN, foreign("platform", "main", "access: {namespaces: {matchLabels: {b: c, a: b}}}")))
                    .endsWith("so its ImageBuilds may not use it; kubectl label namespace team-a a=b b=c");
        }

        @Test
        void shouldLeaveTheCorrectionToPeopleWhenItSelectsByExpressions() {
            assertThat(
                            resolve(
                                    FOREIGN,
                                    foreign(
                                            "platform",
                                            "main",
                                            "access: {namespaces: {matchExpressions: [{key: tier, operator: NotIn, values: [gold]}]}}")))
                    .endsWith("; kubectl edit lreg -n platform main");
        }

        @Test
        void shouldNotNameTheOthersWhenTheNamedOneDoesNotExist() {
            assertThat(resolve(FOREIGN, foreign("platform", "secret-project", ALL_NAMESPACES)))
                    .isEqualTo(
                            "RegistryNotFound: there is no LocalRegistry \"main\" in namespace platform; correct spec.registryRef or apply a LocalRegistry of that name");
        }

        @Test
        void shouldRefuseARepositoryThatIsNotBelowTheNamespace() {
            // Given: "team-ab/x" starts with the same letters
            var imageBuild = Samples.imageBuild(FOREIGN, "image: {repository: team-ab/x, tags: [latest]}");

            // When
            var resolution =
                    RegistryResolution.of(imageBuild, List.of(foreign("platform", "main", ALL_NAMESPACES)), LABELS);

            // Then
            assertThat(resolution)
                    .isEqualTo(
                            new Refused(
                                    "RepositoryNotAllowed",
                                    "spec.image.repository \"team-ab/x\" is not below \"team-a/\", and LocalRegistry platform/main takes nothing else from namespace team-a; set it to team-a/hello, or leave it out"));
        }
    }

    @Nested
    class OfTheCluster {

        @Test
        void shouldTakeTheDefaultWhenTheNamespaceHasNone() {
            assertThat(resolve(null, foreign("other", "one", ALL_NAMESPACES), defaultOf("platform", "main")))
                    .isEqualTo("platform/main");
        }

        @Test
        void shouldListThemWhenThereAreSeveral() {
            assertThat(resolve(null, defaultOf("platform", "main"), defaultOf("other", "one")))
                    .isEqualTo(
                            "RegistryAmbiguous: there is no LocalRegistry in namespace team-a, and several in the cluster have the annotation onggi.dev/is-default-registry (other/one, platform/main); name one of them in spec.registryRef, or take the annotation away from all but one: kubectl annotate lreg -n platform main onggi.dev/is-default-registry-");
        }

        @Test
        void shouldAskForAccessWhenTheDefaultGivesNone() {
            // Given
            var closed = defaultOf("platform", "main");
            closed.setSpec(Samples.registrySpec());

            // Then
            assertThat(resolve(null, closed)).startsWith("RegistryAccessDenied: ");
        }
    }

    /** Where the operator watches namespaces one by one. */
    @Nested
    class WithinItsNamespace {

        private static final WatchedNamespaces WATCHED = WatchedNamespaces.of(List.of("team-a", "platform"));

        @Test
        void shouldTakeItsOwnThoughAnotherIsTheDefault() {
            assertThat(resolve(null, own("registry"), defaultOf("platform", "main")))
                    .isEqualTo("team-a/registry");
        }

        @Test
        void shouldNotTakeTheDefaultOfAnotherNamespace() {
            assertThat(resolve(null, defaultOf("platform", "main"))).startsWith("RegistryNotFound: ");
        }

        @Test
        void shouldSayWhyWhenAnotherNamespaceIsNamed() {
            assertThat(resolve(FOREIGN, foreign("platform", "main", ALL_NAMESPACES)))
                    .isEqualTo(
                            "RegistryAccessDenied: spec.registryRef names LocalRegistry platform/main, and the operator watches namespaces one by one (ONGGI_WATCH_NAMESPACES: platform, team-a), in which mode an ImageBuild uses a registry of its own namespace alone; apply a LocalRegistry in namespace team-a, an empty spec is enough, and leave spec.registryRef.namespace out");
        }

        private static String resolve(String reference, LocalRegistry... registries) {
            return text(RegistryResolution.within(
                    imageBuild(reference), Stream.of(registries).toList(), WATCHED));
        }
    }

    private static String resolve(String reference, LocalRegistry... registries) {
        return text(RegistryResolution.of(
                imageBuild(reference), Stream.of(registries).toList(), LABELS));
    }

    private static ImageBuild imageBuild(String reference) {
        return reference == null ? Samples.imageBuild() : Samples.imageBuild(reference);
    }

    private static String text(RegistryResolution resolution) {
        return switch (resolution) {
            case Found found ->
                found.registry().getMetadata().getNamespace() + "/"
                        + found.registry().getMetadata().getName();
            case Missing missing -> missing.reason() + ": " + missing.message();
            case Refused refused -> refused.reason() + ": " + refused.message();
        };
    }

    private static LocalRegistry own(String name) {
        return Samples.registry(name);
    }

    private static LocalRegistry foreign(String namespace, String name, String... fields) {
        return Samples.foreignRegistry(namespace, name, fields);
    }

    private static LocalRegistry defaultOf(String namespace, String name) {
        var registry = foreign(namespace, name, ALL_NAMESPACES);
        registry.getMetadata().setAnnotations(Map.of(Labels.DEFAULT_REGISTRY, "true"));
        return registry;
    }
}

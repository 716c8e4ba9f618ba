package dev.onggi.operator.bench.builds;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was measured, in Markdown. */
record Report(List<Row> rows) {

    static final String BARE = "bare buildctl";
    static final String SHARED = "Shared";
    static final String VOLUME = "Volume";
    static final String ROLL_OUT = "changed, to Ready with a roll-out";

    private static final double REQUESTS = 20;
    private static final double CPU_SECONDS = 0.15;
    private static final Target ROLLED_OUT = Target.atMost(2.5);

    private static final Map<String, Map<Case, Target>> TARGETS = Map.of(
            SHARED,
            Map.of(
                    Case.COLD, Target.ofBare(1.10),
                    Case.UNCHANGED, Target.atMost(1.0),
                    Case.CHANGED, Target.aboveBare(1.0)),
            VOLUME,
            Map.of(
                    Case.COLD, Target.ofBare(1.15),
                    Case.UNCHANGED, Target.atMost(2.5),
                    Case.CHANGED, Target.aboveBare(2.5)));

    String text() {
        return Stream.of(builds(), rollOut(), operator(), marks()).collect(Collectors.joining("\n"));
    }

    private String builds() {
        var text = new StringBuilder("""
                | seconds: median (least to most) | %s | ours, `%s` | : bare | target | | ours, `%s` | : bare | target | |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """.formatted(BARE, SHARED, VOLUME));
        for (var situation : Case.values()) {
            var bare = Rows.of(rows, BARE, situation.label()).seconds();
            text.append("| %s | %s |%s%s%n"
                    .formatted(
                            situation.label(),
                            cell(bare),
                            ours(SHARED, situation, bare),
                            ours(VOLUME, situation, bare)));
        }
        return text.toString();
    }

    private String ours(String contender, Case situation, Spread bare) {
        var seconds = Rows.of(rows, contender, situation.label()).seconds();
        var target = TARGETS.get(contender).get(situation);
        return String.format(
                Locale.ROOT,
                " %s | %.2f | %s | %s |",
                cell(seconds),
                seconds.median() / bare.median(),
                target.text(),
                verdict(target.isMet(seconds.median(), bare.median())));
    }

    private String rollOut() {
        var rolled = Rows.of(rows, SHARED, ROLL_OUT);
        var seconds = rolled.seconds();
        return String.format(
                Locale.ROOT,
                """
                | seconds, with `%s` | | target | |
                | --- | --- | --- | --- |
                | apply of a changed file to Ready, roll-out included | %s | %s | %s |
                | of these after the build's end | %s | | |
                """,
                SHARED,
                cell(seconds),
                ROLLED_OUT.text(),
                verdict(ROLLED_OUT.isMet(seconds.median(), 0)),
                cell(rolled.after(Observation.BUILT)));
    }

    private String operator() {
        var text = new StringBuilder(String.format(Locale.ROOT, """
                | the operator, for a build | API requests, at most %.0f | | CPU-seconds, at most %.2f | |
                | --- | --- | --- | --- | --- |
                """, REQUESTS, CPU_SECONDS));
        ours().forEach(ours -> text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |%n",
                title(ours),
                counts(ours.requests()),
                verdict(ours.requests().median() <= REQUESTS),
                cell(ours.cpuSeconds()),
                verdict(ours.cpuSeconds().median() <= CPU_SECONDS))));
        return text.toString();
    }

    private String marks() {
        var text = new StringBuilder("""
                | where the time goes | seconds after the change was sent, medians |
                | --- | --- |
                """);
        ours().forEach(ours -> text.append("| %s | %s |%n"
                .formatted(
                        title(ours),
                        ours.marks().stream()
                                .map(mark -> String.format(Locale.ROOT, "%.2f %s", mark.seconds(), mark.what()))
                                .collect(Collectors.joining(", ")))));
        return text.toString();
    }

    /** All that the operator had a part in. */
    private Stream<Rows> ours() {
        var builds = Stream.of(SHARED, VOLUME)
                .flatMap(contender ->
                        Stream.of(Case.values()).map(situation -> Rows.of(rows, contender, situation.label())));
        return Stream.concat(builds, Stream.of(Rows.of(rows, SHARED, ROLL_OUT)));
    }

    private static String title(Rows rows) {
        var first = rows.rows().getFirst();
        return "`%s`, %s".formatted(first.contender(), first.situation());
    }

    private static String cell(Spread seconds) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", seconds.median(), seconds.min(), seconds.max());
    }

    private static String counts(Spread counts) {
        return String.format(Locale.ROOT, "%.0f (%.0f to %.0f)", counts.median(), counts.min(), counts.max());
    }

    private static String verdict(boolean met) {
        return met ? "met" : "**not met**";
    }
}

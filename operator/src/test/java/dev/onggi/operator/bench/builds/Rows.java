package dev.onggi.operator.bench.builds;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All builds of one contender in one situation. */
record Rows(List<Row> rows) {

    static Rows of(List<Row> all, String contender, String situation) {
        return new Rows(all.stream()
                .filter(row ->
                        row.contender().equals(contender) && row.situation().equals(situation))
                .toList());
    }

    Spread seconds() {
        return Spread.of(rows.stream().map(Row::seconds).toList());
    }

    Spread requests() {
        return spread(row -> Optional.ofNullable(row.requests()).map(Long::doubleValue));
    }

    Spread cpuSeconds() {
        return spread(row -> Optional.ofNullable(row.cpuSeconds()));
    }

    /** From a mark to the end. */
    Spread after(String mark) {
        return spread(row -> row.at(mark).map(at -> row.seconds() - at));
    }

    /** Medians of the marks that more than half of the builds have, in the order of their times. */
    List<Mark> marks() {
        return rows.stream()
                .flatMap(row -> row.marks().stream().map(Mark::what))
                .distinct()
                .filter(what ->
                        rows.stream().filter(row -> row.at(what).isPresent()).count() * 2 > rows.size())
                .map(what -> new Mark(what, spread(row -> row.at(what)).median()))
                .sorted(Comparator.comparingDouble(Mark::seconds))
                .toList();
    }

    private Spread spread(Function<Row, Optional<Double>> figure) {
        return Spread.of(
                rows.stream().flatMap(row -> figure.apply(row).stream()).toList());
    }
}

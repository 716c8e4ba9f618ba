package dev.onggi.operator.bench.registry;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what was measured, as a Markdown table. */
record Table(Duration turn, int rounds, int clients) {

    void print(List<Contender> contenders, Map<Contender, Map<Operation, Figures>> figures) {
        System.out.printf(
                Locale.ROOT,
                "%n%d clients, %d rounds of %d s each; %d processors. Requests a second, and p99 in ms.%n%n",
                clients,
                rounds,
                turn.toSeconds(),
                Runtime.getRuntime().availableProcessors());
        var bare = contenders.getFirst();
        var secured = contenders.get(1);
        var last = contenders.getLast();
        System.out.printf(
                "| | %s | %s | %s | %s : %s | %s : %s |%n",
                bare.name(), secured.name(), last.name(), last.name(), bare.name(), last.name(), secured.name());
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (Operation operation : Operation.values()) {
            var first = figures.get(bare).get(operation);
            var second = figures.get(secured).get(operation);
            var third = figures.get(last).get(operation);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.2f | %.2f |%n",
                    operation.label(),
                    cell(first),
                    cell(second),
                    cell(third),
                    third.perSecond() / first.perSecond(),
                    third.perSecond() / second.perSecond());
        }
    }

    private static String cell(Figures figures) {
        return String.format(Locale.ROOT, "%.0f/s, %.1f", figures.perSecond(), figures.p99());
    }
}

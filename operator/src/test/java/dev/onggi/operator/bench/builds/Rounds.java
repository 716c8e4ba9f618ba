package dev.onggi.operator.bench.builds;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rounds: in each of them every contender builds in every situation, in turn, so that all have the same weather. */
final class Rounds {

    /** For what went before to fade out. */
    private static final Duration SETTLING = Duration.ofSeconds(90);

    /** For what the operator does after a build's end, and for the node to be quiet before the next one. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Builds of each contender before the first that counts. */
    private static final int WARMING = 20;

    private final RollOut rollOut;
    private final List<Contender> contenders;
    private final Workload workload;
    private final OperatorMeter meter;
    private final Results results;
    private final List<Row> rows = new ArrayList<>();

    Rounds(ImageBuilds builds, Contender bare, Workload workload, OperatorMeter meter, Results results) {
        this.rollOut = new RollOut(builds);
        this.contenders = List.of(bare, new OnggiBuild(builds, Report.SHARED), new OnggiBuild(builds, Report.VOLUME));
        this.workload = workload;
        this.meter = meter;
        this.results = results;
    }

    private interface Work {
        Observation.Result run() throws InterruptedException;
    }

    List<Row> run(int rounds) throws IOException, InterruptedException {
        warmUp();
        for (int round = 1; round <= rounds; round++) {
            double load = Machine.settle(SETTLING);
            results.add(Map.of("round", round, "load", load));
            BuildsBenchmark.say(String.format(
                    Locale.ROOT,
                    "round %d of %d; load average %.2f%s",
                    round,
                    rounds,
                    load,
                    load > Machine.BUSY ? ": others are at work on this machine, and figures are not worth much" : ""));
            for (var situation : Case.values()) {
                for (var contender : contenders) {
                    build(round, situation, contender);
                }
            }
            rollOut(round);
        }
        return List.copyOf(rows);
    }

    /**
     * Small builds, so that the node has all images, and the operator's JVM, which runs for weeks, is not measured while it
     * compiles what it runs for the first time.
     */
    private void warmUp() throws InterruptedException {
        BuildsBenchmark.say("warming up");
        for (var contender : contenders) {
            contender.prepare(Case.COLD);
            contender.build(Case.COLD, small(0));
            for (int build = 1; build <= WARMING; build++) {
                contender.prepare(Case.CHANGED);
                contender.build(Case.CHANGED, small(build));
            }
        }
        rollOut.run("warming up\n");
    }

    private static Map<String, String> small(int build) {
        return Map.of(
                "Dockerfile", "FROM busybox:stable\nCOPY one.txt /one.txt\n", "one.txt", "warming up " + build + "\n");
    }

    private void build(int round, Case situation, Contender contender) throws IOException, InterruptedException {
        contender.prepare(situation);
        var files = workload.files(situation == Case.CHANGED ? "changed in round " + round : "round " + round);
        measure(round, contender.name(), situation.label(), () -> contender.build(situation, files));
    }

    /** The ImageBuild is new in each round, for it shares a builder that was made anew; its first build does not count. */
    private void rollOut(int round) throws IOException, InterruptedException {
        rollOut.run("round " + round + "\n");
        measure(round, Report.SHARED, Report.ROLL_OUT, () -> rollOut.run("changed in round " + round + "\n"));
    }

    private void measure(int round, String contender, String situation, Work work)
            throws IOException, InterruptedException {
        var ours = !contender.equals(Report.BARE);
        Thread.sleep(PAUSE);
        var before = meter.read();
        var result = work.run();
        Thread.sleep(PAUSE);
        var after = meter.read();
        var row = new Row(
                round,
                contender,
                situation,
                result.seconds(),
                ours ? after.requests() - before.requests() : null,
                ours ? after.cpuSecondsSince(before) : null,
                result.marks());
        rows.add(row);
        results.add(row);
        BuildsBenchmark.say(String.format(Locale.ROOT, "  %-14s %-34s %6.2f s", contender, situation, row.seconds()));
    }
}

package dev.onggi.operator.builder;

import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.api.BuildReport.State;
import dev.onggi.operator.imagebuild.Samples;

/** What a builder tells of builds of the ImageBuild hello. */
final class Reports {

    private Reports() {}

    static BuildKey key(int number) {
        return new BuildKey("hello", "uid-hello", number, 1, "0123", 1);
    }

    static BuildReport of(int number, long version, State state) {
        var ended = state == State.ENDED ? Samples.NOW : null;
        var code = state == State.ENDED ? Integer.valueOf(0) : null;
        return new BuildReport(
                key(number), version, state, false, false, Samples.NOW, null, null, null, null, code, "{}", ended);
    }
}

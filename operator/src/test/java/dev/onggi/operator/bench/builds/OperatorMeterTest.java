package dev.onggi.operator.bench.builds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperatorMeterTest {

    private static final String METRICS = """
            # TYPE apiserver_flowcontrol_dispatched_requests_total counter
            apiserver_flowcontrol_dispatched_requests_total{flow_schema="exempt",priority_level="exempt"} 812
            apiserver_flowcontrol_dispatched_requests_total{flow_schema="onggi-bench",priority_level="workload-low"} 1.2e+01
            apiserver_flowcontrol_dispatched_requests_total{flow_schema="onggi-bench-other",priority_level="workload-low"} 7
            apiserver_flowcontrol_current_executing_requests{flow_schema="onggi-bench",priority_level="workload-low"} 3
            """;

    @Test
    void shouldCountTheRequestsOfItsOwnFlowSchemaAlone() {
        assertThat(OperatorMeter.requests(METRICS, "onggi-bench")).isEqualTo(12);
    }

    @Test
    void shouldCountNothingWhenTheSchemaHasSeenNoRequest() {
        assertThat(OperatorMeter.requests(METRICS, "nobody")).isZero();
    }

    @Test
    void shouldAddUserAndSystemTimeWhenTheNameHasBlanksAndBrackets() {
        assertThat(OperatorMeter.cpuTicks("1 (a) b (c)) S 0 1 1 0 -1 4194560 52 0 9 0 250 31 7 7 20 0 35 0 12\n"))
                .isEqualTo(281);
    }

    @Test
    void shouldTellExactSecondsWhenTheirDifferenceAsFractionsWouldNotBe() {
        // Given
        var before = new OperatorMeter.Reading(0, 110);
        var after = new OperatorMeter.Reading(0, 125);

        // Then
        assertThat(1.25 - 1.10).isNotEqualTo(0.15);
        assertThat(after.cpuSecondsSince(before)).isEqualTo(0.15);
    }
}

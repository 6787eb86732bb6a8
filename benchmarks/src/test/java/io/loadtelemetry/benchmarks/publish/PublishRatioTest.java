package io.loadtelemetry.benchmarks.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.benchmarks.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A load thread pays less for a request than for what a user would do without the library. The ratios are about 0.3 and
 * 0.15; they are asserted loosely, because a machine that builds is busy. {@code docs/performance.md} has the real ones.
 */
class PublishRatioTest {

    private static final int TURNS = 3;
    private static final Arguments TWO_THREADS = new Arguments("threads=2", "rounds=9");

    @Test
    @Timeout(240)
    void publishingCostsLessThanATimerOrAQueue() throws Exception {
        Map<String, List<Double>> costs = new TreeMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (String subject : List.of("loadtelemetry", "micrometer-timer", "array-blocking-queue")) {
                costs.computeIfAbsent(subject, key -> new ArrayList<>()).add(PublishCost.of(subject, TWO_THREADS));
            }
        }
        costs.values().forEach(Collections::sort);
        double own = costs.get("loadtelemetry").get(TURNS / 2);
        assertThat(own).as("%s", costs).isLessThan(costs.get("micrometer-timer").get(TURNS / 2));
        assertThat(own)
                .as("%s", costs)
                .isLessThan(costs.get("array-blocking-queue").get(TURNS / 2));
    }
}

package io.loadtelemetry.recorder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.TestStop;
import io.loadtelemetry.testkit.InMemoryProvider;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The recorder in real runs: found on the classpath, beside another recorder that sees what it publishes. */
@Timeout(60)
class SystemRecorderRunTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    @EnabledOnOs(OS.LINUX)
    void otherRecordersOfTheRunGetEverythingThatIsMeasured() throws Exception {
        InMemoryProvider memory = new InMemoryProvider();
        Telemetry run;
        try (Telemetry telemetry = Telemetry.builder("system")
                        .recorder(memory)
                        .set("telemetry.recorders", "system,memory")
                        .set("telemetry.system.interval", "200ms")
                        .set("telemetry.system.cpu.warning", "0.05")
                        .start();
                CpuBurn burn = new CpuBurn()) {
            run = telemetry;
            assertThat(burn).isNotNull();
            // Collections are listened to from the recorder's start on, which is not waited for.
            memory.recorder().await(MetricEvent.class, is(Metric.PROCESS_CPU_UTILIZATION), PATIENCE);
            System.gc();
            for (Metric metric : Metric.values()) {
                memory.recorder().await(MetricEvent.class, is(metric), PATIENCE);
            }
            memory.recorder().await(CpuWarning.class, warning -> warning.value() > 0.05, PATIENCE);
        }
        RecorderAccounting books = run.accounting().recorder("system").orElseThrow();

        List<TelemetryEvent> events = memory.recorder().events();
        assertThat(events.get(events.size() - 1)).isInstanceOf(TestStop.class);
        assertThat(books.balanced()).as("%s", books).isTrue();
        assertThat(books.pending()).isZero();
        // A sample may be under way when the run ends.
        assertThat(books.dropped().keySet()).as("%s", books).isSubsetOf(DropReason.CLOSED);
    }

    @Test
    void measurementsOfARunAreInTheOrderOfTime() throws Exception {
        InMemoryProvider memory = new InMemoryProvider();
        try (Telemetry telemetry = Telemetry.builder("system")
                .recorder(memory)
                .set("telemetry.recorders", "system,memory")
                .set("telemetry.system.interval", "20ms")
                .start()) {
            assertThat(telemetry.now()).isPositive();
            memory.recorder().await(MetricEvent.class, is(Metric.PROCESS_CPU_UTILIZATION), PATIENCE);
        }
        assertThat(memory.recorder().events(MetricEvent.class))
                .filteredOn(event -> event.name().startsWith("process."))
                .extracting(MetricEvent::time)
                .isSorted();
    }

    @Test
    void theWrongShareIsOneClearError() {
        assertThatThrownBy(() -> Telemetry.builder("system")
                        .set("telemetry.recorders", "system")
                        .set("telemetry.system.cpu.warning", "90")
                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("telemetry.system.cpu.warning", "90", "a number above 0 and up to 1");
    }

    private static Predicate<MetricEvent> is(Metric metric) {
        return event -> event.name().equals(metric.metricName());
    }
}

package io.loadtelemetry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** There is no telemetry-core on the classpath of these tests. That one line says so is tested in {@link NoDependenciesIT}. */
class NoopTelemetryTest {

    @Test
    void withoutCoreEveryCallIsANoOp() {
        try (Telemetry telemetry = Telemetry.builder("plan").users(3).start()) {
            RequestRecorder cart = telemetry.request("GET", "/cart");
            cart.success(telemetry.now(), telemetry.now(), 10);
            cart.failure(telemetry.now(), telemetry.now(), "503");
            telemetry.iteration("buy").record(1, 2);
            telemetry.users(3);
            telemetry.users("buy", 3);
            telemetry.targetUsers(3);
            telemetry.spawningComplete(3);
            telemetry.event("deploy", Map.of("version", "1"));

            assertThat(cart.endpoint()).isEqualTo(Endpoint.of("GET", "/cart"));
            assertThat(telemetry.accounting().recorders()).isEmpty();
            assertThat(telemetry.run().testPlan()).isEqualTo("plan");
        }
    }

    @Test
    void theClockWorksWithoutCore() {
        try (Telemetry telemetry = Telemetry.builder("plan").start()) {
            Instant before = Instant.now().minusSeconds(60);
            long first = telemetry.now();
            long second = telemetry.now();

            assertThat(second).isGreaterThanOrEqualTo(first);
            assertThat(Instant.ofEpochSecond(0, first))
                    .isBetween(before, Instant.now().plusSeconds(60));
        }
    }
}

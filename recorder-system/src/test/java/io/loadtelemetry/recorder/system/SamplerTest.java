package io.loadtelemetry.recorder.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.systemtest.CollectingContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplerTest {

    private final CollectingContext context = CollectingContext.sampling("2s");
    private final Output output = new Output(context);

    @Test
    void theScheduleDoesNotDrift() {
        assertThat(Sampler.following(1000, 1003, 100)).isEqualTo(1100);
        assertThat(Sampler.following(1100, 1199, 100)).isEqualTo(1200);
    }

    @Test
    void missedSamplesAreNotMadeUpFor() {
        assertThat(Sampler.following(1000, 1450, 100)).isEqualTo(1500);
        assertThat(Sampler.following(1000, 1100, 100)).isEqualTo(1200);
    }

    @Test
    void theScheduleHoldsWhereTheClockOfTheSystemWraps() {
        assertThat(Sampler.following(Long.MAX_VALUE - 10, Long.MAX_VALUE - 5, 100))
                .isEqualTo(Long.MIN_VALUE + 89);
    }

    static List<Throwable> whatAProbeMayThrow() {
        return List.of(new IllegalStateException("torn"), new StackOverflowError(), new OutOfMemoryError("none left"));
    }

    @ParameterizedTest
    @MethodSource("whatAProbeMayThrow")
    void aProbeThatFailsIsToldOfAndReadAgain(Throwable thrown) {
        NamedProbe probe = new NamedProbe("host memory", failing(thrown));
        assertThat(probe.read(output)).isTrue();
        assertThat(context.warnings).singleElement().asString().contains("host memory", thrown.toString());
    }

    @Test
    void aProbeWhoseLibraryIsMissingIsLeftOut() {
        NamedProbe probe = new NamedProbe("host memory", failing(new NoClassDefFoundError("oshi/SystemInfo")));
        assertThat(probe.read(output)).isFalse();
        assertThat(context.warnings).singleElement().asString().contains("host memory is no longer measured");
    }

    private static Probe failing(Throwable thrown) {
        return ignored -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        };
    }
}

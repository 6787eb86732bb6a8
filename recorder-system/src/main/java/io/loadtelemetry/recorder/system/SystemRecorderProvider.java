package io.loadtelemetry.recorder.system;

import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.time.Duration;
import java.util.List;

/**
 * Provides the recorder {@code system}: a source that samples the process, the JVM and the host on a thread of its own
 * and publishes what it measured, under the names of the OpenTelemetry semantic conventions, to all recorders of the run.
 * It also publishes {@link io.loadtelemetry.api.event.CpuWarning} while CPU is short.
 *
 * <p>It wants no events itself and writes nothing. One sample costs about 1 ms of CPU, which at the default interval is
 * below 0.1 % of one core. Where the native library of oshi cannot be used, what the JDK alone can measure remains.
 */
public final class SystemRecorderProvider implements RecorderProvider {

    static final ConfigKey<Duration> INTERVAL =
            ConfigKey.duration("interval", "how often the system is sampled").withDefault("2s");

    static final ConfigKey<Double> CPU_WARNING = ConfigKey.of(
                    "cpu.warning",
                    "share of the CPUs, of this process or of the whole host, above which cpu.warning is published; 1 for never",
                    "a number above 0 and up to 1, such as 0.9",
                    SystemRecorderProvider::share)
            .withDefault("0.9");

    /** For {@link java.util.ServiceLoader}. */
    public SystemRecorderProvider() {}

    @Override
    public String id() {
        return "system";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return List.of(INTERVAL, CPU_WARNING);
    }

    @Override
    public Recorder create(RecorderContext context) {
        return new SystemRecorder(
                context, context.config().get(INTERVAL), context.config().get(CPU_WARNING));
    }

    private static double share(String text) {
        double value = Double.parseDouble(text);
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }
}

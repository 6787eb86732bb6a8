package io.loadtelemetry.api;

import io.loadtelemetry.api.spi.TelemetryFactory;
import io.loadtelemetry.api.spi.TelemetrySettings;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Finds telemetry-core, or stands in for it. */
final class TelemetryFactories {

    private static final AtomicBoolean NOTICE_GIVEN = new AtomicBoolean();

    private TelemetryFactories() {}

    static Telemetry start(TelemetrySettings settings) {
        try {
            TelemetryFactory factory = find();
            if (factory != null) {
                return factory.start(settings);
            }
            notice("telemetry-core is not on the classpath: nothing is recorded. Add it to switch telemetry on.");
        } catch (LinkageError | java.util.ServiceConfigurationError e) {
            // A broken telemetry-core (a dependency of it left out, say) must not end the load test.
            notice("telemetry-core cannot be used, nothing is recorded: " + e);
        }
        return new NoopTelemetry(settings);
    }

    private static @Nullable TelemetryFactory find() {
        // A load tool often loads its plugins by a class loader that only the context knows.
        TelemetryFactory found = first(ServiceLoader.load(TelemetryFactory.class));
        return found != null
                ? found
                : first(ServiceLoader.load(TelemetryFactory.class, TelemetryFactory.class.getClassLoader()));
    }

    private static @Nullable TelemetryFactory first(ServiceLoader<TelemetryFactory> loader) {
        Iterator<TelemetryFactory> factories = loader.iterator();
        return factories.hasNext() ? factories.next() : null;
    }

    private static void notice(String text) {
        if (NOTICE_GIVEN.compareAndSet(false, true)) {
            System.getLogger(Telemetry.class.getName()).log(Level.WARNING, text);
        }
    }
}

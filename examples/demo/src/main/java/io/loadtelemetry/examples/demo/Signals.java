package io.loadtelemetry.examples.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns Ctrl-C and SIGTERM into an orderly end. A shutdown hook alone would not do: all hooks run at once, and that of
 * telemetry-core would end the run while requests are still under way.
 */
final class Signals implements AutoCloseable {

    private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

    private final Map<String, Object> previous = new LinkedHashMap<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private @Nullable Thread hook;

    private Signals() {}

    static Signals handle(StopSwitch stop) {
        Signals signals = new Signals();
        NUMBERS.forEach((name, number) -> {
            Object before = org.jline.utils.Signals.register(name, () -> {
                if (!stop.stop(number)) {
                    // Whoever asks twice does not want to wait.
                    System.exit(128 + number);
                }
            });
            if (before != null) {
                signals.previous.put(name, before);
            }
        });
        if (signals.previous.size() < NUMBERS.size()) {
            signals.addHook(stop);
        }
        return signals;
    }

    /** Where the JVM gives no access to signals ({@code -Xrs}): better a summary with losses than none. */
    private void addHook(StopSwitch stop) {
        hook = new Thread(
                () -> {
                    stop.stop(15);
                    try {
                        boolean unused = finished.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "demo-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        finished.countDown();
        previous.forEach(org.jline.utils.Signals::unregister);
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is ending already.
            }
        }
    }
}

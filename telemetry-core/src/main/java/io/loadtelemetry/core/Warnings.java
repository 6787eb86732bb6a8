package io.loadtelemetry.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the user of faults: one line each, the first of a kind at once, then at most one a minute. Never throws. */
final class Warnings {

    private static final Logger LOGGER = System.getLogger("io.loadtelemetry");

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ConcurrentHashMap<String, Kind> kinds = new ConcurrentHashMap<>();

    private static final class Kind {
        private boolean told;
        private long lastTold;
        private long leftOut;
    }

    void warn(String source, String kind, String message) {
        warn(source + '/' + kind, "recorder " + source + ": " + message);
    }

    /** Tells of a fault that is not a recorder's. */
    void warn(String kind, String message) {
        String more = admit(kind);
        if (more != null) {
            log(message + more);
        }
    }

    static void log(String message) {
        try {
            LOGGER.log(Level.WARNING, Printable.message(message));
        } catch (RuntimeException | Error e) {
            // A broken logger of the load tool must not end a lane.
        }
    }

    /** What to add to the message, or null where it is not to be told now. */
    private @Nullable String admit(String key) {
        Kind kind = kinds.computeIfAbsent(key, unknown -> new Kind());
        synchronized (kind) {
            long now = System.nanoTime();
            if (kind.told && now - kind.lastTold < PAUSE_NANOS) {
                kind.leftOut++;
                return null;
            }
            String more = kind.leftOut == 0 ? "" : " (" + kind.leftOut + " more since the last warning)";
            kind.told = true;
            kind.lastTold = now;
            kind.leftOut = 0;
            return more;
        }
    }
}

package io.loadtelemetry.recorder.json;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files this JVM writes now. The operating system's lock alone cannot keep a second run of the same JVM out: to find a
 * file locked one has to open it, and closing it again gives up the first run's lock too (POSIX fcntl). Thread-safe.
 */
final class OpenFiles {

    // Weak, so that a run that was never closed does not block its file for ever.
    private static final Map<Object, WeakReference<Object>> OWNERS = new HashMap<>();

    private OpenFiles() {}

    /** Takes a file, unless another owner has it. */
    static synchronized boolean add(@Nullable Object key, Object owner) {
        if (key == null) {
            return true;
        }
        WeakReference<Object> other = OWNERS.get(key);
        if (other != null && other.get() != null) {
            return false;
        }
        OWNERS.put(key, new WeakReference<>(owner));
        return true;
    }

    static synchronized void remove(@Nullable Object key) {
        OWNERS.remove(key);
    }
}

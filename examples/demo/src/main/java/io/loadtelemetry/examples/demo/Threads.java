package io.loadtelemetry.examples.demo;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Virtual threads where the JDK has them (21 and later), else daemon threads of the platform. */
final class Threads {

    /** By reflection, because the demo is compiled for JDK 17. */
    private static final @Nullable Method VIRTUAL = find();

    private Threads() {}

    static boolean virtual() {
        return VIRTUAL != null;
    }

    static ExecutorService perTask(String name) {
        if (VIRTUAL != null) {
            try {
                return (ExecutorService) VIRTUAL.invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return Executors.newCachedThreadPool(daemons(name));
    }

    static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + '-' + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static @Nullable Method find() {
        try {
            Method method = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
            // On 19 and 20 they are a preview: the method is there and throws.
            ((ExecutorService) method.invoke(null)).shutdown();
            return method;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}

package io.loadtelemetry.testkit;

import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** What the classpath offers, whatever else on it is broken. */
final class Services {

    private Services() {}

    static List<Class<?>> providers() {
        List<Class<?>> types = new ArrayList<>();
        Iterator<ServiceLoader.Provider<RecorderProvider>> found =
                ServiceLoader.load(RecorderProvider.class).stream().iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return types;
                }
                types.add(found.next().type());
            } catch (ServiceConfigurationError | LinkageError broken) {
                // Another provider's fault; the iteration goes on behind it.
            }
        }
    }
}

package io.loadtelemetry.api.spi;

import java.util.List;

/** What every provider tells of itself: {@link RecorderProvider} and {@link ChannelProvider}. */
public interface Plugin {

    /**
     * The name by which users select it, and the prefix {@code telemetry.<id>.} of its keys.
     *
     * @return a short name in lower case, matching {@code [a-z][a-z0-9-]{0,31}}, the same at every call
     */
    String id();

    /**
     * Its configuration keys.
     *
     * @return keys with names relative to {@code telemetry.<id>.}; {@code roles} is taken
     */
    default List<ConfigKey<?>> keys() {
        return List.of();
    }
}

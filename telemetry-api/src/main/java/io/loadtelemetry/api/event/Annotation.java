package io.loadtelemetry.api.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened beside the load, as the user names it: a deployment, an injected fault.
 *
 * @param time nanoseconds since the Unix epoch
 * @param name of low cardinality
 * @param attributes details, each a {@link String}, {@link Boolean}, {@link Long} or {@link Double}
 */
public record Annotation(long time, String name, Map<String, Object> attributes) implements RunEvent {

    /** Copies the attributes, in their order. */
    public Annotation {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}

package io.loadtelemetry.api;

import io.loadtelemetry.api.spi.Texts;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a request is counted under: method and name, and optionally the scenario and group it belongs to and free tags.
 * Immutable; equal by content. Every distinct endpoint is a series of its own in every output, so all parts must be of
 * low cardinality: a name is {@code /cart/{id}}, never {@code /cart/4711}.
 *
 * <p>Texts longer than {@value io.loadtelemetry.api.spi.Texts#MAX_NAME} characters are cut and end in {@code …}; more than {@value #MAX_TAGS} tags
 * are not taken.
 */
public final class Endpoint {

    /** The most tags kept. */
    public static final int MAX_TAGS = 16;

    /** The name of what has no name of its own, as in the OpenTelemetry attribute {@code error.type}. */
    public static final String OTHER = "_OTHER";

    /** Where the requests of endpoints beyond the bound {@code telemetry.requests.max} are counted. */
    public static final Endpoint OVERFLOW = new Endpoint(null, OTHER, null, null, Map.of());

    private final @Nullable String method;
    private final String name;
    private final @Nullable String scenario;
    private final @Nullable String group;
    private final Map<String, String> tags;
    private final int hash;

    private Endpoint(
            @Nullable String method,
            String name,
            @Nullable String scenario,
            @Nullable String group,
            Map<String, String> tags) {
        this.method = method;
        this.name = name;
        this.scenario = scenario;
        this.group = group;
        this.tags = tags;
        this.hash = Objects.hash(method, name, scenario, group, tags);
    }

    /**
     * An endpoint of a protocol that has methods.
     *
     * @param method for instance {@code GET}
     * @param name a name of low cardinality
     * @return the endpoint
     */
    public static Endpoint of(String method, String name) {
        return new Endpoint(cut(method), cut(name), null, null, Map.of());
    }

    /**
     * An endpoint of a protocol that has no methods.
     *
     * @param name a name of low cardinality
     * @return the endpoint
     */
    public static Endpoint of(String name) {
        return new Endpoint(null, cut(name), null, null, Map.of());
    }

    /**
     * This endpoint within a scenario.
     *
     * @param scenario the name of the scenario
     * @return a copy
     */
    public Endpoint withScenario(String scenario) {
        return new Endpoint(method, name, cut(scenario), group, tags);
    }

    /**
     * This endpoint within a group, a transaction for instance.
     *
     * @param group the name of the group
     * @return a copy
     */
    public Endpoint withGroup(String group) {
        return new Endpoint(method, name, scenario, cut(group), tags);
    }

    /**
     * This endpoint with one more tag.
     *
     * @param key the tag's name
     * @param value the tag's value
     * @return a copy, or this endpoint where there are {@value #MAX_TAGS} tags already
     */
    public Endpoint withTag(String key, String value) {
        if (tags.size() >= MAX_TAGS && !tags.containsKey(key)) {
            return this;
        }
        TreeMap<String, String> more = new TreeMap<>(tags);
        more.put(cut(key), cut(value));
        return new Endpoint(method, name, scenario, group, Collections.unmodifiableMap(more));
    }

    /**
     * The method.
     *
     * @return for instance {@code GET}, or null where there is none
     */
    public @Nullable String method() {
        return method;
    }

    /**
     * The name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The scenario.
     *
     * @return the name of the scenario, or null where there is none
     */
    public @Nullable String scenario() {
        return scenario;
    }

    /**
     * The group.
     *
     * @return the name of the group, or null where there is none
     */
    public @Nullable String group() {
        return group;
    }

    /**
     * The tags.
     *
     * @return an unmodifiable map, sorted by key
     */
    public Map<String, String> tags() {
        return tags;
    }

    private static String cut(String text) {
        return Texts.cut(Objects.requireNonNull(text));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Endpoint that
                        && hash == that.hash
                        && name.equals(that.name)
                        && Objects.equals(method, that.method)
                        && Objects.equals(scenario, that.scenario)
                        && Objects.equals(group, that.group)
                        && tags.equals(that.tags));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (method != null) {
            text.append(method).append(' ');
        }
        text.append(name);
        if (scenario != null) {
            text.append(" scenario=").append(scenario);
        }
        if (group != null) {
            text.append(" group=").append(group);
        }
        if (!tags.isEmpty()) {
            text.append(' ').append(tags);
        }
        return text.toString();
    }
}

package io.loadtelemetry.api;

/**
 * One process that takes part in a run.
 *
 * @param name {@code standalone}, {@code master}, {@code worker-3}
 * @param role what it does
 * @param instanceId a UUID of this process, so that two nodes never write the same series
 */
public record Node(String name, Role role, String instanceId) {}

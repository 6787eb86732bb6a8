package io.loadtelemetry.api.spi;

import java.util.Optional;

/** The configuration of one recorder or channel. Immutable. */
public interface RecorderConfig {

    /**
     * The value of a key that has a default.
     *
     * @param key one of the keys the provider declared
     * @param <T> the type of the value
     * @return what the user set, else the default
     * @throws IllegalArgumentException if the key was not declared, or has neither value nor default
     */
    <T> T get(ConfigKey<T> key);

    /**
     * The value of a key that may have none.
     *
     * @param key one of the keys the provider declared
     * @param <T> the type of the value
     * @return what the user set, else the default, else empty
     * @throws IllegalArgumentException if the key was not declared
     */
    <T> Optional<T> find(ConfigKey<T> key);
}

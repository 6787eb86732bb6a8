package io.loadtelemetry.api;

/**
 * The configuration is wrong; the run did not start. The message names every wrong key with where it was set, its value,
 * what is allowed, and the nearest known key.
 */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message what is wrong, where, and what is allowed
     */
    public ConfigurationException(String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message what is wrong, where, and what is allowed
     * @param cause what was thrown
     */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.loadtelemetry.merge;

/** What was given cannot be merged; the message says in one line what, where, and what is allowed. */
final class BadInputException extends Exception {

    private static final long serialVersionUID = 1;

    BadInputException(String message) {
        super(message);
    }
}

package io.loadtelemetry.api;

/** Keeps texts that come from outside at a bounded length. */
final class Texts {

    private Texts() {}

    /** Cuts at {@link Endpoint#MAX_LENGTH} and marks the cut, never in the middle of a surrogate pair. */
    static String cut(String text) {
        if (text.length() <= Endpoint.MAX_LENGTH) {
            return text;
        }
        int end = Endpoint.MAX_LENGTH - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + '…';
    }
}

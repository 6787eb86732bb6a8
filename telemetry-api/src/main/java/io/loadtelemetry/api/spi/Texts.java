package io.loadtelemetry.api.spi;

/** Keeps texts that come from outside at a bounded length. */
public final class Texts {

    /** The longest name kept, in UTF-16 units. */
    public static final int MAX_NAME = 255;

    private Texts() {}

    /**
     * Cuts a name at {@link #MAX_NAME}; a cut text ends in {@code …}. Does not allocate for a text that is short enough.
     *
     * @param text any text
     * @return the same text where it is short enough
     */
    public static String cut(String text) {
        return cut(text, MAX_NAME);
    }

    /**
     * Cuts a text, never in the middle of a surrogate pair; a cut text ends in {@code …}.
     *
     * @param text any text
     * @param most the longest text kept, in UTF-16 units, at least 2
     * @return the same text where it is short enough
     */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + '…';
    }
}

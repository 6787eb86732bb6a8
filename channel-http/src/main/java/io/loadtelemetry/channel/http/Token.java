package io.loadtelemetry.channel.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The secret that master and workers share. Its text is in headers only, never in a message. */
final class Token {

    private static final String SCHEME = "Bearer ";
    private static final int LEAST = 16;
    private static final int MOST = 256;

    private final String text;

    Token(String text) {
        if (text.length() < LEAST || text.length() > MOST || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException();
        }
        this.text = text;
    }

    String text() {
        return text;
    }

    /** The value of the header {@code Authorization} (RFC 6750). */
    String authorization() {
        return SCHEME + text;
    }

    /** Takes as long for a wrong header as for a nearly right one. */
    boolean isIn(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(bytes(authorization), bytes(authorization()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "token";
    }
}

package io.loadtelemetry.core;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes ids of runs: UUIDs of version 7 (RFC 9562), which sort by time. */
final class RunIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {}

    static String next(long epochMillis) {
        long timeAndVersion = (epochMillis << 16) | 0x7000 | RANDOM.nextInt(1 << 12);
        long variantAndRandom = (RANDOM.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(timeAndVersion, variantAndRandom).toString();
    }
}

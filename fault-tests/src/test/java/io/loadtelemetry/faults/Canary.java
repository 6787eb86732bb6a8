package io.loadtelemetry.faults;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Secrets, one for every place in which users keep them. */
enum Canary {
    HEADER,
    PASSWORD,
    QUERY,
    ENVIRONMENT,
    PROPERTY,
    MISTYPED,
    THROWN,
    CAUSE;

    /** The ends of it are no hexadecimal digits: a run writes random identifiers by the ten thousand. */
    String text() {
        return "tweet-" + name().toLowerCase(Locale.ROOT) + "-plover";
    }

    /** The value of the header that is made of user name and password. */
    static String basic() {
        return "Basic "
                + Base64.getEncoder().encodeToString(("user:" + PASSWORD.text()).getBytes(StandardCharsets.UTF_8));
    }

    /** Whatever must not be found: the end of a canary is enough, and so is an encoded one. */
    static List<String> traces() {
        return List.of("-plover", "tweet-", basic().substring("Basic ".length()));
    }
}

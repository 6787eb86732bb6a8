package io.loadtelemetry.recorder.otel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every export. Their values are credentials more often than not: they are checked here, because an HTTP
 * client that finds a fault later quotes the value in its exception.
 */
final class OtlpHeaders {

    private static final String EXAMPLE = "a list such as api-key=abc,tenant=load%20test";
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    /** What the exporter or the HTTP client sets itself. */
    private static final Set<String> TAKEN = Set.of(
            "connection",
            "content-length",
            "content-type",
            "content-encoding",
            "accept-encoding",
            "expect",
            "host",
            "te",
            "transfer-encoding",
            "upgrade");

    private OtlpHeaders() {}

    static Map<String, String> read(OtelVariables variables, Signal signal, @Nullable String userInfo) {
        Map<String, String> headers = new LinkedHashMap<>();
        variables
                .otlp(signal, "HEADERS")
                .ifPresent(variable -> variable.pairs(EXAMPLE).forEach((name, value) -> {
                    check(variable, name, value);
                    headers.put(name, value);
                }));
        if (userInfo != null && headers.keySet().stream().noneMatch("authorization"::equalsIgnoreCase)) {
            // What every HTTP client does with http://user:password@host (RFC 7617), except the one beneath.
            byte[] credentials = userInfo.getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return headers;
    }

    private static void check(OtelVariable variable, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw variable.wrong("a header name has characters that HTTP does not allow", EXAMPLE);
        }
        if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            throw variable.wrong("the header " + name + " is set by the exporter itself", EXAMPLE);
        }
        if (!VALUE.matcher(value).matches()) {
            throw variable.wrong("the value of " + name + " has characters that HTTP does not allow", EXAMPLE);
        }
    }
}

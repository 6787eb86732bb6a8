package io.loadtelemetry.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * How an {@link OtlpReceiver} answers one export. Immutable. Made by {@link #ok()}, {@link #status(int)} and
 * {@link #hangUp()} and changed by the other methods:
 *
 * <pre>{@code
 * receiver.respond(request -> OtlpResponse.status(503).retryAfter(Duration.ofSeconds(1)));
 * receiver.respond(request -> OtlpResponse.ok().after(Duration.ofSeconds(3)));
 * }</pre>
 *
 * @param status the HTTP status, or 0 to close the connection without an answer
 * @param delay how long the answer is held back
 * @param retryAfter the header {@code Retry-After} in whole seconds, or zero for none
 * @param rejected how many points, spans or records a partial success names as rejected
 * @param message the text of a partial success or of an error; empty for none
 */
public record OtlpResponse(int status, Duration delay, Duration retryAfter, long rejected, String message) {

    /**
     * Everything taken.
     *
     * @return status 200
     */
    public static OtlpResponse ok() {
        return status(200);
    }

    /**
     * A status.
     *
     * @param status an HTTP status from 200 to 599
     * @return that status and nothing else
     */
    public static OtlpResponse status(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status " + status + ": allowed is 200 to 599");
        }
        return new OtlpResponse(status, Duration.ZERO, Duration.ZERO, 0, "");
    }

    /**
     * The connection is closed without an answer.
     *
     * @return status 0
     */
    public static OtlpResponse hangUp() {
        return new OtlpResponse(0, Duration.ZERO, Duration.ZERO, 0, "");
    }

    /**
     * One answer after the other, over and over: what a collector gives that goes up and down.
     *
     * <pre>{@code receiver.respond(OtlpResponse.inTurn(OtlpResponse.status(503), OtlpResponse.ok()));}</pre>
     *
     * @param responses at least one
     * @return what {@link OtlpReceiver#respond} takes; thread-safe
     */
    public static Function<OtlpRequest, OtlpResponse> inTurn(OtlpResponse... responses) {
        List<OtlpResponse> turns = List.of(responses);
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("no responses");
        }
        AtomicInteger next = new AtomicInteger();
        return request -> turns.get(next.getAndUpdate(turn -> (turn + 1) % turns.size()));
    }

    /**
     * This response, later.
     *
     * @param time how long it is held back; ends early when the receiver is closed
     * @return a copy
     */
    public OtlpResponse after(Duration time) {
        return new OtlpResponse(status, time, retryAfter, rejected, message);
    }

    /**
     * This response with the header {@code Retry-After}.
     *
     * @param time rounded up to whole seconds
     * @return a copy
     */
    public OtlpResponse retryAfter(Duration time) {
        return new OtlpResponse(status, delay, time, rejected, message);
    }

    /**
     * This response as a partial success.
     *
     * @param count how many points, spans or records were not taken
     * @param why what the client is told
     * @return a copy
     */
    public OtlpResponse rejecting(long count, String why) {
        return new OtlpResponse(status, delay, retryAfter, count, why);
    }

    /**
     * Whether the receiver took the data.
     *
     * @return whether the status is 2xx
     */
    public boolean accepted() {
        return status / 100 == 2;
    }

    boolean partial() {
        return rejected > 0 || !message.isEmpty();
    }
}

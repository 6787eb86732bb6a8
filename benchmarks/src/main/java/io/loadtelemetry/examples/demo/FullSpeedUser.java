package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.Telemetry;
import java.net.URI;
import java.util.Collections;
import java.util.Iterator;
import java.util.Random;

/**
 * A virtual user of the demo that does not think: the demo's scenarios and HTTP calls, one request right after the other.
 * In the demo's package, because the demo has no API. Not thread-safe.
 */
public final class FullSpeedUser {

    private final Telemetry telemetry;
    private final HttpCalls calls;
    private final Scenario scenario;
    private final IterationRecorder iterations;
    private final IterationTrace iteration;
    private final RequestTrace trace;
    private final Random random;
    private Iterator<Page> pages = Collections.emptyIterator();
    private long begin;

    private FullSpeedUser(Telemetry telemetry, HttpCalls calls, int number) {
        this.telemetry = telemetry;
        this.calls = calls;
        scenario = Scenario.ofUser(number);
        iterations = telemetry.iteration(scenario.title());
        iteration = iterations.trace();
        trace = iteration.request();
        random = new Random(number);
        begin = telemetry.now();
    }

    /**
     * Makes the users, which share one HTTP client as those of the demo do.
     *
     * @param telemetry what they record to
     * @param target what they send to
     * @param count how many
     * @return the users
     */
    public static FullSpeedUser[] create(Telemetry telemetry, URI target, int count) {
        HttpDefaults.apply();
        HttpCalls calls = new HttpCalls(telemetry, target, null);
        FullSpeedUser[] users = new FullSpeedUser[count];
        for (int number = 0; number < count; number++) {
            users[number] = new FullSpeedUser(telemetry, calls, number);
        }
        return users;
    }

    /** Sends the next request, waits for its answer and records it. */
    public void request() {
        if (!pages.hasNext()) {
            begin = telemetry.now();
            iteration.begin();
            pages = scenario.pages(random).iterator();
        }
        calls.call(scenario, pages.next(), RequestRecorder.UNKNOWN, random, trace);
        if (!pages.hasNext()) {
            iterations.record(iteration, begin, telemetry.now());
        }
    }
}

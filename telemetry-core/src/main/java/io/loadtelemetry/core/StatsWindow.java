package io.loadtelemetry.core;

import io.loadtelemetry.api.event.RequestStats;
import java.util.OptionalLong;

/**
 * The stretch of time that statistics speak of.
 *
 * @param kind an interval or the run
 * @param from its beginning, nanoseconds since the Unix epoch
 * @param to its end
 * @param users the virtual users at the end
 */
record StatsWindow(RequestStats.Window kind, long from, long to, OptionalLong users) {

    /** The same stretch of time, with the users of one worker. */
    StatsWindow of(OptionalLong workersUsers) {
        return new StatsWindow(kind, from, to, workersUsers);
    }
}

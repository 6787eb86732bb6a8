package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.WorkerJoin;
import io.loadtelemetry.api.event.WorkerLeave;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures on the terminal: a recorder that a load tool adds by itself to see the statistics of the library. Written
 * by its lane, read by others.
 */
final class Figures implements RecorderProvider {

    static final String ID = "progress";

    private final List<RequestStats> endpoints = new ArrayList<>();
    private @Nullable RequestStats total;
    private @Nullable RequestStats interval;
    private @Nullable CpuWarning cpuWarning;
    private @Nullable Node node;
    private final FleetFigures fleet = new FleetFigures();
    private int intervals;
    private long failures;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public synchronized Recorder create(RecorderContext context) {
        node = context.node();
        return new Recorder() {
            @Override
            public boolean wantsRequests() {
                return false;
            }

            @Override
            public void record(TelemetryEvent event) {
                take(event);
            }
        };
    }

    private synchronized void take(TelemetryEvent event) {
        if (event instanceof CpuWarning warning) {
            cpuWarning = warning;
        } else if (event instanceof WorkerJoin join) {
            fleet.joined(join);
        } else if (event instanceof WorkerLeave leave) {
            fleet.left(leave);
        } else if (event instanceof RequestStats stats && stats.worker() != null) {
            fleet.counted(stats);
        } else if (event instanceof RequestStats stats) {
            take(stats, stats.endpoint());
        }
    }

    private void take(RequestStats stats, @Nullable Endpoint endpoint) {
        boolean ofRun = stats.window() == RequestStats.Window.RUN;
        if (ofRun && endpoint == null) {
            total = stats;
        } else if (ofRun) {
            endpoints.add(stats);
        } else if (endpoint == null) {
            interval = stats;
            intervals++;
            failures += stats.failures();
        }
    }

    /** What is known of the workers, where there are any. */
    FleetFigures fleet() {
        return fleet;
    }

    /** How many intervals there were. */
    synchronized int intervals() {
        return intervals;
    }

    /** All requests in the last interval; null before the first one is over. */
    synchronized @Nullable RequestStats interval() {
        return interval;
    }

    /** Failures in all intervals so far. */
    synchronized long failures() {
        return failures;
    }

    /** All requests of the run, once it is over. */
    synchronized @Nullable RequestStats total() {
        return total;
    }

    /** The requests of each endpoint, once the run is over. */
    synchronized List<RequestStats> endpoints() {
        return List.copyOf(endpoints);
    }

    /** The last warning that this process was short of CPU. */
    synchronized @Nullable CpuWarning cpuWarning() {
        return cpuWarning;
    }

    /** The name of this node, empty without telemetry-core. */
    synchronized String nodeName() {
        return node == null ? "" : node.name();
    }

    /** What the statistics of the run counted. */
    synchronized Tally tally() {
        Tally tally = new Tally();
        for (RequestStats stats : endpoints) {
            tally.add(label(stats), stats.requests(), stats.failures(), stats.errors());
        }
        return tally;
    }

    static String label(RequestStats stats) {
        Endpoint endpoint = stats.endpoint();
        if (endpoint == null) {
            return "all";
        }
        return endpoint.method() == null ? endpoint.name() : Page.label(endpoint.method(), endpoint.name());
    }
}

package io.loadtelemetry.core;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.api.spi.Tracing;
import io.loadtelemetry.api.spi.WorkerChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a run together: creates the recorders, a lane for each, and the ring they read. */
final class RunAssembly {

    private final Configuration configuration;
    private final RunIdentity run;
    private final Node node;
    private final RunClock clock;
    private final Warnings warnings;
    private final Subjects subjects;
    private final int capacity;
    private final int stripes;
    private final boolean waitForRoom;
    private final List<Created> created = new ArrayList<>();

    private record Created(
            String id,
            Recorder recorder,
            boolean wantsRequests,
            @Nullable Tracing tracing,
            LaneAccount account,
            LaneContext context) {}

    RunAssembly(Configuration configuration, RunIdentity run, Node node, RunClock clock, Warnings warnings) {
        this.configuration = configuration;
        this.run = run;
        this.node = node;
        this.clock = clock;
        this.warnings = warnings;
        this.subjects = new Subjects(configuration.get(CoreKeys.REQUESTS_MAX));
        this.capacity = configuration.get(CoreKeys.RING_CAPACITY);
        this.stripes = EventRing.stripeCount(capacity);
        this.waitForRoom = configuration.get(CoreKeys.RING_FULL).equals("block");
    }

    /** Creates a recorder. One that cannot be created is left out, unless it was asked for by name. */
    void add(RecorderProvider provider) {
        String id = provider.id();
        LaneAccount account = new LaneAccount();
        LaneContext context =
                new LaneContext(id, run, node, configuration.forPlugin(provider), clock, warnings, account);
        Recorder recorder = null;
        try {
            recorder = provider.create(context);
            created.add(new Created(id, recorder, recorder.wantsRequests(), recorder.tracing(), account, context));
        } catch (ConfigurationException e) {
            closeAll();
            throw oneLine(e);
        } catch (Throwable e) {
            if (recorder != null) {
                close(id, recorder);
            }
            String problem = "recorder " + id + " cannot be created: " + Thrown.describe(e);
            if (configuration.find(CoreKeys.RECORDERS).isPresent()) {
                closeAll();
                // Without the cause: its message would be printed too, and may carry a credential.
                throw new ConfigurationException(problem + "; it is selected by telemetry.recorders");
            }
            Warnings.log(problem + "; it is left out");
        }
    }

    /** A recorder quotes what the user wrote, line breaks too. */
    private static ConfigurationException oneLine(ConfigurationException e) {
        String text = String.valueOf(e.getMessage());
        String line = Printable.message(text);
        return line.equals(text) ? e : new ConfigurationException(line);
    }

    private void closeAll() {
        created.forEach(each -> close(each.id(), each.recorder()));
    }

    private static void close(String id, Recorder recorder) {
        try {
            recorder.close();
        } catch (Throwable e) {
            Warnings.log(
                    "recorder " + id + " threw while closing: " + e.getClass().getName());
        }
    }

    /**
     * Connects the parts.
     *
     * @param channels opens a master's end of the channel
     * @param carrier takes a worker's snapshots to the master, if anything does
     * @param channel a worker's end of the channel, if there is one
     */
    RunningTelemetry assemble(
            Channels channels, SnapshotSender.@Nullable Carrier carrier, @Nullable WorkerChannel channel) {
        try {
            return connect(channels, carrier, channel);
        } catch (ConfigurationException e) {
            closeAll();
            throw e;
        } catch (OutOfMemoryError e) {
            closeAll();
            throw new ConfigurationException("telemetry.ring.capacity: there is no memory for " + capacity
                    + " requests of 64 bytes; give the JVM more of it (-Xmx), or set less");
        }
    }

    private RunningTelemetry connect(
            Channels channels, SnapshotSender.@Nullable Carrier carrier, @Nullable WorkerChannel channel) {
        UserCounts users = new UserCounts();
        StatisticsLane statistics = new StatisticsLane(
                configuration.get(CoreKeys.STATS_PRECISION),
                configuration.get(CoreKeys.STATS_INTERVAL).toNanos(),
                clock,
                users,
                warnings);
        // The counts of the statistics are exact: the ring keeps producers out rather than move past this lane.
        Lane first = lane(new Lane.Spec(StatisticsLane.ID, statistics, new LaneAccount(), true, false, false));
        List<Lane> others = new ArrayList<>();
        for (Created each : created) {
            others.add(lane(new Lane.Spec(
                    each.id(), each.recorder(), each.account(), each.wantsRequests(), true, !waitForRoom)));
        }
        List<Lane> all = new ArrayList<>(others);
        all.add(0, first);
        Tracing tracing = created.stream()
                .map(Created::tracing)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Lanes lanes = new Lanes(new EventRing(capacity, waitForRoom, tracing != null, all), first, others);
        statistics.connect(lanes);
        LatestMeasurements measurements = new LatestMeasurements();
        long closeNanos = configuration.get(CoreKeys.CLOSE_TIMEOUT).toNanos();
        Distribution distribution = Distribution.NONE;
        if (node.role() == Role.MASTER) {
            distribution = lead(statistics, channels);
        } else if (carrier != null) {
            distribution = follow(statistics, measurements, carrier, channel);
        }
        Consumer<MetricEvent> measured = carrier == null ? unused -> {} : measurements;
        created.forEach(each -> each.context().connect(lanes, measured));
        return new RunningTelemetry(
                run, node.role(), clock, subjects, users, new Traces(tracing, run), lanes, distribution, closeNanos);
    }

    private Distribution lead(StatisticsLane statistics, Channels channels) {
        Fleet fleet = new Fleet(
                run.runId(),
                configuration.get(CoreKeys.STATS_PRECISION),
                configuration.get(CoreKeys.WORKER_TIMEOUT).toNanos(),
                configuration.get(CoreKeys.STATS_WORKERS),
                clock::now,
                subjects::endpoint);
        statistics.merge(fleet);
        MasterSide master = new MasterSide(run, fleet, warnings);
        channels.listen(master, run);
        return master;
    }

    private Distribution follow(
            StatisticsLane statistics,
            LatestMeasurements measurements,
            SnapshotSender.Carrier carrier,
            @Nullable WorkerChannel channel) {
        SnapshotSender sender =
                new SnapshotSender(carrier, new SnapshotFile(Identities.snapshots(configuration, run, node)), warnings);
        int digits = configuration.get(CoreKeys.STATS_PRECISION);
        statistics.snapshots(
                new SnapshotMaker(run.runId(), node, digits, measurements::take, statistics::dropped, sender::offer));
        return new WorkerSide(sender, channel);
    }

    private Lane lane(Lane.Spec spec) {
        return new Lane(spec, new Lane.Shared(stripes, subjects, clock, warnings));
    }
}

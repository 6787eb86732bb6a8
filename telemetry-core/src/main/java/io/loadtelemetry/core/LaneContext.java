package io.loadtelemetry.core;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderContext;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one recorder can ask of its run. */
final class LaneContext implements RecorderContext {

    private final String id;
    private final RunIdentity run;
    private final Node node;
    private final RecorderConfig config;
    private final RunClock clock;
    private final Warnings warnings;
    private final LaneAccount account;
    private volatile @Nullable Lanes lanes;
    private volatile Consumer<MetricEvent> measured = unused -> {};

    LaneContext(
            String id,
            RunIdentity run,
            Node node,
            RecorderConfig config,
            RunClock clock,
            Warnings warnings,
            LaneAccount account) {
        this.id = id;
        this.run = run;
        this.node = node;
        this.config = config;
        this.clock = clock;
        this.warnings = warnings;
        this.account = account;
    }

    /**
     * Called before the lanes start: there is something to publish into now.
     *
     * @param measurements sees the measurements too; must not throw
     */
    void connect(Lanes all, Consumer<MetricEvent> measurements) {
        lanes = all;
        measured = measurements;
    }

    @Override
    public RunIdentity run() {
        return run;
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public RecorderConfig config() {
        return config;
    }

    @Override
    public long now() {
        return clock.now();
    }

    @Override
    public void publish(RunEvent event) {
        Lanes all = lanes;
        if (all != null) {
            all.ring().publishWhileOpen(event);
        }
    }

    @Override
    public void publish(MetricEvent event) {
        Lanes all = lanes;
        if (all != null) {
            measured.accept(event);
            all.ring().publishWhileOpen(event);
        }
    }

    @Override
    public void dropped(String reason, long count) {
        account.lose(reason, count);
    }

    @Override
    public Accounting accounting() {
        Lanes all = lanes;
        return all == null ? new Accounting(List.of()) : all.accounting();
    }

    @Override
    public void warn(String kind, String message) {
        warnings.warn(id, kind, message);
    }
}

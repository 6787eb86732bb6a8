package io.loadtelemetry.recorder.system;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.testkit.RecorderContract;
import java.util.Map;
import java.util.Set;

class SystemRecorderContractTest extends RecorderContract {

    @Override
    protected RecorderProvider provider() {
        return new SystemRecorderProvider();
    }

    @Override
    protected Map<String, String> options() {
        // Often, so that the runs of the contract meet it at work.
        return Map.of("telemetry.system.interval", "5ms", "telemetry.system.cpu.warning", "0.01");
    }

    /** The run may end between two measurements of one sample; the recorder learns of it with the last event. */
    @Override
    protected Set<String> allowedDrops() {
        return Set.of(DropReason.CLOSED);
    }
}

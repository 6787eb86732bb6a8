package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;

class InMemoryContractTest extends RecorderContract {

    private InMemoryProvider last = new InMemoryProvider();

    @Override
    protected RecorderProvider provider() {
        last = new InMemoryProvider();
        return last;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("telemetry.memory.capacity", "5000");
    }

    @Override
    protected void verifyRequests(List<RequestEvent> requests) {
        assertThat(last.recorder().closed()).isTrue();
        assertThat(last.recorder().events(RequestEvent.class))
                .usingRecursiveFieldByFieldElementComparator()
                .hasSameSizeAs(requests);
    }

    @Override
    protected Set<String> allowedDrops() {
        return Set.of();
    }

    @Override
    protected boolean service() {
        return false;
    }
}

package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.TestStart;
import io.loadtelemetry.api.event.TestStop;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleEventsTest {

    @Test
    void holdEveryKindOfEventThereIs() {
        List<TelemetryEvent> events = SampleEvents.everyKind();
        assertThat(kinds(TelemetryEvent.class))
                .hasSizeGreaterThan(8)
                .allSatisfy(kind -> assertThat(events).hasAtLeastOneElementOfType(kind));
        assertThat(events.get(0)).isInstanceOf(TestStart.class);
        assertThat(events.get(events.size() - 1)).isInstanceOf(TestStop.class);
    }

    @Test
    void holdStatisticsWithAndWithoutEachOptionalPart() {
        List<RequestStats> stats = SampleEvents.everyKind().stream()
                .filter(RequestStats.class::isInstance)
                .map(RequestStats.class::cast)
                .toList();
        assertThat(stats).anyMatch(event -> event.endpoint() == null).anyMatch(event -> event.endpoint() != null);
        assertThat(stats).anyMatch(event -> event.serviceTime() == null).anyMatch(event -> event.serviceTime() != null);
        assertThat(stats)
                .anyMatch(event -> event.users().isEmpty())
                .anyMatch(event -> event.users().isPresent());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(SampleEventsTest::leaves)
                : Stream.of(type);
    }

    private static List<Class<?>> kinds(Class<?> type) {
        return leaves(type).toList();
    }
}

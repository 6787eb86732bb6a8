package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.spi.Texts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What requests and iterations speak of: endpoints, scenarios, error types, each a bounded table. */
final class Subjects {

    /** The index of the error type of a request that did not fail. */
    static final int NO_ERROR = -1;

    private static final int MOST_ERROR_TYPES = 1000;

    final BoundedTable<Endpoint> endpoints;
    final BoundedTable<String> scenarios;
    final BoundedTable<String> errorTypes = new BoundedTable<>(MOST_ERROR_TYPES, Endpoint.OTHER);

    private final int most;
    private final AtomicBoolean overflowTold = new AtomicBoolean();

    Subjects(int most) {
        this.most = most;
        endpoints = new BoundedTable<>(most, Endpoint.OVERFLOW);
        scenarios = new BoundedTable<>(most, Endpoint.OTHER);
    }

    int endpoint(Endpoint endpoint) {
        int index = endpoints.indexOf(endpoint);
        if (index == 0 && !endpoint.equals(Endpoint.OVERFLOW) && overflowTold.compareAndSet(false, true)) {
            Warnings.log("more than " + most + " distinct requests: further ones are counted as " + Endpoint.OTHER
                    + ". Most of them begin with " + worstOffenders()
                    + ". Give them names without ids, or raise telemetry.requests.max.");
        }
        return index;
    }

    /** The index of an error type; looks up a map, and allocates only for one that is new. */
    int errorType(String errorType) {
        return errorTypes.indexOf(Texts.cut(errorType));
    }

    int scenario(String scenario) {
        return scenarios.indexOf(Texts.cut(scenario));
    }

    /** The beginnings, up to the first digit, that the most names share: an id in a name shows up there. */
    private String worstOffenders() {
        Map<String, Long> counts = endpoints.all().stream()
                .map(endpoint -> beginning(endpoint.name()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        List<String> worst = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(3)
                .map(entry -> "\"" + Printable.of(entry.getKey()) + "\" (" + entry.getValue() + ")")
                .toList();
        return String.join(", ", worst);
    }

    private static String beginning(String name) {
        int end = 0;
        while (end < name.length() && end < 60 && !Character.isDigit(name.charAt(end))) {
            end++;
        }
        return name.substring(0, end);
    }
}

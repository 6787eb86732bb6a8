package io.loadtelemetry.examples.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds against one another what everybody counted, per endpoint and outcome. The library's statistics are the measure:
 * every output must say exactly the same. So must the target, but for requests that never got an answer: it may or may
 * not have served those.
 */
final class Books {

    static final String TARGET = "target";
    static final String STATISTICS = "statistics";

    /** The counts of one endpoint and outcome, in the order of the parties; null where a party cannot know. */
    record Row(String endpoint, String outcome, List<@Nullable Long> counts, boolean agrees) {}

    private final Map<String, Tally> parties = new LinkedHashMap<>();
    private final Tally measure;
    private Tally mayLack = new Tally();

    Books(Tally statistics) {
        measure = statistics;
    }

    void add(String party, Tally tally) {
        parties.put(party, tally);
    }

    /** What the target served to a worker that was killed: some of it may never have been told. */
    void mayLack(Tally served) {
        mayLack = served;
    }

    /** How many requests got no answer. */
    long unanswered() {
        return measure.counts().keySet().stream()
                .mapToLong(endpoint -> measure.of(endpoint, Tally.NO_ANSWER))
                .sum();
    }

    List<String> parties() {
        List<String> names = new ArrayList<>(parties.keySet());
        names.add(0, STATISTICS);
        return names;
    }

    List<Row> rows() {
        Map<String, Set<String>> outcomes = new TreeMap<>();
        collect(measure, outcomes);
        parties.values().forEach(tally -> collect(tally, outcomes));
        List<Row> rows = new ArrayList<>();
        outcomes.forEach((endpoint, names) -> names.forEach(outcome -> rows.add(row(endpoint, outcome))));
        return rows;
    }

    /** One line for every count that is not as it should be; empty where all agree. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (Row row : rows()) {
            long expected = measure.of(row.endpoint(), row.outcome());
            parties.forEach((party, tally) -> {
                long count = tally.of(row.endpoint(), row.outcome());
                if (!agrees(party, tally, row.endpoint(), row.outcome())) {
                    differences.add(row.endpoint() + " " + row.outcome() + ": " + party + " has " + count + ", "
                            + STATISTICS + " " + expected);
                }
            });
        }
        return differences;
    }

    private static void collect(Tally tally, Map<String, Set<String>> outcomes) {
        tally.counts()
                .forEach((endpoint, counts) -> outcomes.computeIfAbsent(endpoint, name -> new TreeSet<>())
                        .addAll(counts.keySet()));
    }

    private Row row(String endpoint, String outcome) {
        List<@Nullable Long> counts = new ArrayList<>();
        counts.add(measure.of(endpoint, outcome));
        boolean agrees = true;
        for (Map.Entry<String, Tally> party : parties.entrySet()) {
            boolean unknown = party.getKey().equals(TARGET) && outcome.equals(Tally.NO_ANSWER);
            counts.add(unknown ? null : party.getValue().of(endpoint, outcome));
            agrees &= agrees(party.getKey(), party.getValue(), endpoint, outcome);
        }
        return new Row(endpoint, outcome, counts, agrees);
    }

    private boolean agrees(String party, Tally tally, String endpoint, String outcome) {
        long difference = tally.of(endpoint, outcome) - measure.of(endpoint, outcome);
        if (!party.equals(TARGET)) {
            return difference == 0;
        }
        if (outcome.equals(Tally.NO_ANSWER) || difference == 0) {
            return true;
        }
        if (difference > 0 && difference <= mayLack.of(endpoint, outcome)) {
            return true;
        }
        return difference > 0 && servedInVain(tally, endpoint) <= measure.of(endpoint, Tally.NO_ANSWER);
    }

    /** How many requests of an endpoint the target answered that got no answer here. */
    private long servedInVain(Tally target, String endpoint) {
        return target.counts().getOrDefault(endpoint, Map.of()).entrySet().stream()
                .mapToLong(served -> served.getValue() - measure.of(endpoint, served.getKey()))
                .filter(difference -> difference > 0)
                .sum();
    }
}

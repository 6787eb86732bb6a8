package io.loadtelemetry.merge;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.event.RequestStats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the lines of one node say of its requests. */
final class NodeLines {

    final Node node;
    final String runId;
    final String testPlan;
    final Map<String, String> labels;
    /** Of a master's run, as they are. */
    final List<String> runLines = new ArrayList<>();

    final Map<Endpoint, RequestStats> endpoints = new LinkedHashMap<>();

    @Nullable
    RequestStats total;

    /** How its workers left, if it is a master. */
    final List<JsonLine> leaves = new ArrayList<>();

    /** What its lines of intervals count, and until when: all that is known of a node that did not end. */
    long intervalRequests;

    String intervalsUntil = "";

    NodeLines(Node node, String runId, String testPlan, Map<String, String> labels) {
        this.node = node;
        this.runId = runId;
        this.testPlan = testPlan;
        this.labels = labels;
    }

    void run(String text, RequestStats stats) throws BadInputException {
        Endpoint endpoint = stats.endpoint();
        RequestStats before = endpoint == null ? total : endpoints.putIfAbsent(endpoint, stats);
        if (before != null && !before.equals(stats)) {
            throw new BadInputException("is a second line of the run of " + this + " for "
                    + (endpoint == null ? "all requests" : endpoint.name()) + ", and not the same");
        }
        if (endpoint == null) {
            total = stats;
        }
        if (before == null && node.role() == Role.MASTER) {
            runLines.add(text);
        }
    }

    @Override
    public String toString() {
        return node.name() + " (" + node.instanceId() + ")";
    }
}

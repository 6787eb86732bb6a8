package io.loadtelemetry.merge;

import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.event.RequestStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the lines of one node say of its requests. */
final class NodeLines {

    final Node node;
    final String runId;
    final String testPlan;
    final Map<String, String> labels;
    /** Of the run, as they are. */
    final List<String> runLines = new ArrayList<>();

    final List<RequestStats> endpoints = new ArrayList<>();

    @Nullable
    RequestStats total;

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
        if (runLines.contains(text)) {
            return;
        }
        runLines.add(text);
        if (stats.endpoint() != null) {
            endpoints.add(stats);
        } else if (total == null) {
            total = stats;
        } else {
            throw new BadInputException("is a second total of " + this + "; the first is another");
        }
    }

    @Override
    public String toString() {
        return node.name() + " (" + node.instanceId() + ")";
    }
}

package io.loadtelemetry.merge;

import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.core.StatisticsMerge;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Merges what was read. The lines of the workers are what counts; the master's, which have all of them in it, say who the
 * lines are of. Without any worker's lines the master's are what snapshots are added to.
 */
final class Merging {

    private static final int DIGITS = 3;

    private final List<String> report = new ArrayList<>();
    private final List<NodeLines> nodes;
    private final NodeLines identity;
    private final StatisticsMerge merge;

    Merging(List<NodeLines> nodes) throws BadInputException {
        this.nodes = nodes;
        this.identity = nodes.stream()
                .filter(each -> each.node.role() == Role.MASTER)
                .findFirst()
                .orElse(nodes.get(0));
        try {
            int digits = nodes.stream()
                    .flatMap(each -> each.endpoints.values().stream())
                    .map(RequestStats::serviceTime)
                    .filter(Objects::nonNull)
                    .map(LatencyStats::histogram)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(StatisticsMerge::digits)
                    .orElse(DIGITS);
            merge = new StatisticsMerge(identity.runId, digits);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(identity + ": " + e.getMessage());
        }
    }

    /** Merges, and returns the statistics of the run. */
    List<RequestStats> merge(List<byte[]> snapshots) throws BadInputException {
        List<NodeLines> counting = role(Role.WORKER).toList();
        if (counting.isEmpty()) {
            counting = nodes;
        }
        for (NodeLines each : counting) {
            add(each);
        }
        if (counting == nodes) {
            for (NodeLines each : nodes) {
                knowWhatIsIn(each);
            }
        }
        int added = 0;
        for (byte[] snapshot : snapshots) {
            MergeResult result = merge.add(snapshot);
            if (result.outcome() == MergeResult.Outcome.MERGED) {
                added++;
            } else if (result.outcome() != MergeResult.Outcome.DUPLICATE) {
                report.add(result.reason());
            }
        }
        if (!snapshots.isEmpty()) {
            report.add(added + " of " + snapshots.size() + " snapshots that did not reach the master are counted"
                    + (added < snapshots.size() ? "; the others are in the lines of their workers, or refused" : ""));
        }
        return merge.statistics();
    }

    /** A snapshot whose answer was lost on the way is in the worker's file and in the master's lines. */
    private void knowWhatIsIn(NodeLines master) throws BadInputException {
        for (JsonLine leave : master.leaves) {
            String missing = leave.optional("missing");
            try {
                merge.counted(
                        leave.text("worker"),
                        leave.text("worker_instance_id"),
                        leave.count("snapshots"),
                        missing == null ? "" : missing);
            } catch (NumberFormatException e) {
                throw new BadInputException(master + ": a line worker.leave has a \"missing\" that is not like 3, 7-9");
            }
        }
    }

    private void add(NodeLines lines) throws BadInputException {
        RequestStats total = lines.total;
        if (total == null) {
            report.add(lines + ": did not end, so that there are no histograms of it; NOT counted are the "
                    + lines.intervalRequests + " requests of its intervals"
                    + (lines.intervalsUntil.isEmpty() ? "" : " until " + lines.intervalsUntil));
            return;
        }
        MergeResult result = merge.add(lines.node, total, List.copyOf(lines.endpoints.values()));
        if (result.outcome() != MergeResult.Outcome.MERGED) {
            throw new BadInputException(lines + ": " + result.reason());
        }
        report.add(lines + ": " + total.requests() + " requests, " + total.failures() + " failures");
    }

    private Stream<NodeLines> role(Role role) {
        return nodes.stream().filter(each -> each.node.role() == role);
    }

    /** Who the merged lines are of: the master where its lines are there. */
    Node node() {
        String id = UUID.nameUUIDFromBytes(identity.runId.getBytes(StandardCharsets.UTF_8))
                .toString();
        return identity.node.role() == Role.MASTER ? identity.node : new Node("merge", Role.MASTER, id);
    }

    RunIdentity run() {
        Map<String, String> labels = new TreeMap<>(identity.labels);
        return new RunIdentity(identity.runId, identity.testPlan, Instant.EPOCH, labels);
    }

    /** The statistics that the master itself wrote, empty where they were not given. */
    List<String> masterLines() {
        return identity.node.role() == Role.MASTER
                        && role(Role.WORKER).findAny().isPresent()
                ? identity.runLines
                : List.of();
    }

    List<String> report() {
        return report;
    }
}

package io.loadtelemetry.examples.demo;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The spans a collector received, and how they belong together. */
final class Traces {

    /** Why the recorder exported it. */
    static final String REASON = "loadtest.sampling.reason";

    /** It was sampled at its start, as its header said. */
    static final String AT_START = "head";

    private final List<Span> spans;
    private final Map<ByteString, Span> byId = new HashMap<>();

    Traces(List<Span> spans) {
        this.spans = spans;
        spans.forEach(span -> byId.put(span.getSpanId(), span));
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    long count(SpanKind kind) {
        return ofKind(kind).size();
    }

    private List<Span> ofKind(SpanKind kind) {
        return spans.stream().filter(span -> span.getKind() == kind).toList();
    }

    /** How many traces there are. */
    long traces() {
        return spans.stream().map(Span::getTraceId).distinct().count();
    }

    /** In how many traces the server's span is below the client's. */
    long joined() {
        return ofKind(SpanKind.SPAN_KIND_SERVER).stream()
                .filter(server -> isClientOf(server, byId.get(server.getParentSpanId())))
                .map(Span::getTraceId)
                .distinct()
                .count();
    }

    private static boolean isClientOf(Span server, @Nullable Span parent) {
        return parent != null
                && parent.getKind() == SpanKind.SPAN_KIND_CLIENT
                && parent.getTraceId().equals(server.getTraceId());
    }

    /** Requests that were not sampled at their start and yet kept, by reason. */
    Map<String, Long> keptAtEnd() {
        return ofKind(SpanKind.SPAN_KIND_CLIENT).stream()
                .map(span -> attribute(span, REASON))
                .filter(reason -> !reason.isEmpty() && !reason.equals(AT_START))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /** The ids of the requests' spans. */
    Collection<Long> clients() {
        return ofKind(SpanKind.SPAN_KIND_CLIENT).stream()
                .map(span -> ByteBuffer.wrap(span.getSpanId().toByteArray()).getLong())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** How many of these spans there are. */
    long found(Set<ByteString> spanIds) {
        return spanIds.stream().filter(byId::containsKey).count();
    }

    /** The slowest request that has a trace; rather one whose trace shows more than itself. */
    Optional<Span> slowest() {
        Set<ByteString> parents = spans.stream().map(Span::getParentSpanId).collect(Collectors.toSet());
        return ofKind(SpanKind.SPAN_KIND_CLIENT).stream()
                .max(Comparator.comparing((Span span) -> parents.contains(span.getSpanId()))
                        .thenComparingLong(Traces::nanos));
    }

    /** The spans of its trace that are above all others, in order of time. */
    List<Span> roots(Span member) {
        return inOrder(member).stream()
                .filter(span -> !byId.containsKey(span.getParentSpanId()))
                .toList();
    }

    /** The spans right below this one, in order of time. */
    List<Span> children(Span span) {
        return inOrder(span).stream()
                .filter(child -> child.getParentSpanId().equals(span.getSpanId()))
                .toList();
    }

    private List<Span> inOrder(Span member) {
        return spans.stream()
                .filter(span -> span.getTraceId().equals(member.getTraceId()))
                .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
                .toList();
    }

    static String attribute(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    static long nanos(Span span) {
        return span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
    }
}

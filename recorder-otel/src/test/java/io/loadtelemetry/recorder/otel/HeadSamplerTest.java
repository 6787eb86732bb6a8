package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.loadtelemetry.api.spi.MutableTraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeadSamplerTest {

    private static final int ENOUGH = 100_000;

    private final MutableTraceContext context = new MutableTraceContext();

    private static HeadSampler sampler(double ratio, int perSecond) {
        return new HeadSampler(TraceRatio.of(ratio), new SpanRate(perSecond, System::nanoTime));
    }

    private static Span span(boolean sampled) {
        return Span.wrap(SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault()));
    }

    @Test
    void idsAreNewEachTimeAndTheShareIsThatOfTheRatio() {
        HeadSampler sampler = sampler(0.1, 100_000_000);
        Set<String> ids = new HashSet<>();
        int sampled = 0;
        for (int i = 0; i < ENOUGH; i++) {
            sampler.begin(context, null);
            assertThat(context.isValid()).isTrue();
            ids.add(context.traceparent().substring(0, 52));
            sampled += context.sampled() ? 1 : 0;
            assertThat(context.parentSpanId()).isZero();
        }

        assertThat(ids).hasSize(ENOUGH);
        assertThat(sampled).isBetween(10_000 - 570, 10_000 + 570); // Six standard deviations.
        assertThat(sampler.sampled()).isEqualTo(sampled);
    }

    @Test
    void theParentDecides() {
        HeadSampler none = sampler(0, 1_000_000);
        HeadSampler all = sampler(1, 1_000_000);
        try (Scope sampled = span(true).makeCurrent()) {
            assertThat(sampled).isNotNull();
            none.begin(context, null);
            assertThat(context.traceparent())
                    .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                    .endsWith("-01");
            assertThat(context.parentSpanId()).isEqualTo(0xb7ad6b7169203331L);
        }
        try (Scope unsampled = span(false).makeCurrent()) {
            assertThat(unsampled).isNotNull();
            all.begin(context, null);
            assertThat(context.traceparent())
                    .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                    .endsWith("-00");
        }
    }

    @Test
    void anIterationThatJoinedTheSpanStandsBetweenItAndTheRequest() {
        HeadSampler sampler = sampler(1, 1_000_000);
        MutableTraceContext iteration = new MutableTraceContext();
        try (Scope outer = span(true).makeCurrent()) {
            assertThat(outer).isNotNull();
            sampler.begin(iteration, null);
            sampler.begin(context, iteration);
            assertThat(context.parentSpanId()).isEqualTo(iteration.spanId());
            Span inner = Span.wrap(SpanContext.create(
                    "0af7651916cd43dd8448eb211c80319c",
                    "00000000000000ff",
                    TraceFlags.getSampled(),
                    TraceState.getDefault()));
            try (Scope nearer = inner.makeCurrent()) {
                assertThat(nearer).isNotNull();
                sampler.begin(context, iteration);
                assertThat(context.parentSpanId()).isEqualTo(0xff);
            }
        }
    }

    @Test
    void whatTheCapLeavesOutSaysSo() {
        HeadSampler sampler = sampler(1, 1);
        sampler.begin(context, null);
        assertThat(context.sampled()).isTrue();
        assertThat(context.limited()).isFalse();
        sampler.begin(context, null);
        assertThat(context.sampled()).isFalse();
        assertThat(context.limited()).isTrue();
        assertThat(sampler.sampled()).isEqualTo(1);
    }

    @Test
    void turnedOffItLeavesNothingToSend() {
        HeadSampler sampler = sampler(1, 1_000);
        sampler.begin(context, null);
        sampler.turnOff();
        sampler.begin(context, null);
        assertThat(context.isValid()).isFalse();
    }

    @Test
    void beginningAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        HeadSampler sampler = sampler(0.5, 1_000_000_000);
        MutableTraceContext iteration = new MutableTraceContext();
        long least = Long.MAX_VALUE;
        try (Scope joined = span(true).makeCurrent()) {
            assertThat(joined).isNotNull();
            for (int round = 0; round < 20; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 1_000; i++) {
                    sampler.begin(iteration, null);
                    sampler.begin(context, iteration);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
        }
        assertThat(least).as("bytes for 2,000 contexts").isZero();
    }
}

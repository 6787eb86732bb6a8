package io.loadtelemetry.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    /** The example of the recommendation "Trace Context". */
    private static final String EXAMPLE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void aHeaderIsReadAndWritten() {
        TraceContext context = TraceContext.ofTraceparent(EXAMPLE);

        assertThat(context.isValid()).isTrue();
        assertThat(context.sampled()).isTrue();
        assertThat(context.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(context.spanId()).isEqualTo(0xb7ad6b7169203331L);
        assertThat(context.parentSpanId()).isZero();
        assertThat(context.traceparent()).isEqualTo(EXAMPLE);
    }

    @Test
    void idsKeepTheirZerosAndTheFlagIsThatOfTheContext() {
        assertThat(TraceContext.of(0, 1, 0xff, 0, false).traceparent())
                .isEqualTo("00-00000000000000000000000000000001-00000000000000ff-00");
    }

    @Test
    void flagsOtherThanSampledAreNotOurs() {
        assertThat(TraceContext.ofTraceparent(EXAMPLE.replaceAll("01$", "02")).sampled())
                .isFalse();
        assertThat(TraceContext.ofTraceparent(EXAMPLE.replaceAll("01$", "03")).sampled())
                .isTrue();
    }

    @Test
    void aLaterVersionMayHaveMoreFields() {
        assertThat(TraceContext.ofTraceparent("01" + EXAMPLE.substring(2) + "-more")
                        .traceparent())
                .isEqualTo(EXAMPLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333x-01",
                "00-0af7651916cd43dd8448eb211c80319c+b7ad6b7169203331-01"
            })
    void whatTheRecommendationForbidsIsNoContext(String header) {
        TraceContext context = TraceContext.ofTraceparent(header);

        assertThat(context.isValid()).isFalse();
        assertThat(context.traceparent()).isEmpty();
    }
}

package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.loadtelemetry.api.Endpoint;
import org.junit.jupiter.api.Test;

class ErrorCountsTest {

    private final ErrorCounts errors = new ErrorCounts();

    @Test
    void theMostFrequentComesFirstAndEqualOnesByName() {
        errors.add("timeout", 2);
        errors.add("503", 7);
        errors.add("500", 2);
        assertThat(errors.toMap()).containsExactly(entry("503", 7L), entry("500", 2L), entry("timeout", 2L));
    }

    @Test
    void typesBeyondTheBoundCountAsOther() {
        errors.add(Endpoint.OTHER, 1);
        for (int i = 0; i < ErrorCounts.MAX_TYPES + 50; i++) {
            errors.add("type-" + i, 1);
        }
        errors.add("type-0", 1);
        assertThat(errors.toMap())
                .hasSize(ErrorCounts.MAX_TYPES + 1)
                .containsEntry(Endpoint.OTHER, 51L)
                .containsEntry("type-0", 2L)
                .doesNotContainKey("type-" + ErrorCounts.MAX_TYPES);
    }

    @Test
    void aTypeKeepsItsNameInLaterIntervals() {
        for (int i = 0; i <= ErrorCounts.MAX_TYPES; i++) {
            errors.add("type-" + i, 1);
        }
        errors.clear();
        assertThat(errors.toMap()).isEmpty();
        errors.add("type-" + ErrorCounts.MAX_TYPES, 1);
        errors.add("type-1", 1);
        assertThat(errors.toMap()).containsOnly(entry("type-1", 1L), entry(Endpoint.OTHER, 1L));
    }

    @Test
    void sumsAreBoundedToo() {
        ErrorCounts sum = new ErrorCounts();
        long added = 0;
        for (int endpoint = 0; endpoint < 3; endpoint++) {
            ErrorCounts one = new ErrorCounts();
            for (int i = 0; i < 110; i++) {
                one.add(endpoint + "-" + i, 2);
                added += 2;
            }
            sum.add(one);
        }
        assertThat(sum.toMap()).hasSize(ErrorCounts.MAX_TYPES + 1);
        assertThat(sum.toMap().values().stream().mapToLong(n -> n).sum()).isEqualTo(added);
    }
}

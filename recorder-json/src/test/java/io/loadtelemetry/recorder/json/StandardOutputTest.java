package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.SampleEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

    private final PrintStream original = System.out;

    @AfterEach
    void restore() {
        System.setOut(original);
    }

    @Test
    void linesAreUtf8WhateverTheEncodingOfTheConsole() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, false, StandardCharsets.US_ASCII));
        try (RecorderHarness harness = RecorderHarness.start(new JsonRecorderProvider(), Map.of())) {
            System.setOut(original);
            harness.record(
                    SampleEvents.testStart(),
                    new Annotation(1, "größe", Map.of("city", "東京")),
                    SampleEvents.testStop());
        }
        List<JsonNode> lines = Lines.parse(bytes.toByteArray());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1).path("name").asText()).isEqualTo("größe");
        assertThat(lines.get(1).path("attributes").path("city").asText()).isEqualTo("東京");
    }

    @Test
    void itIsWrittenToAtTheNextTickAndNeverClosed() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        System.setOut(out);
        try (RecorderHarness harness = RecorderHarness.start(new JsonRecorderProvider(), Map.of())) {
            harness.recordBatch(List.of(SampleEvents.testStart()));
            assertThat(Lines.parse(bytes.toByteArray())).hasSize(1);
        }
        out.print("{}\n");
        out.flush();
        assertThat(Lines.parse(bytes.toByteArray())).hasSize(2);
    }

    @Test
    void aBrokenPipeIsCountedAndTold() throws Exception {
        System.setOut(new PrintStream(new BrokenPipe(), false, StandardCharsets.UTF_8));
        RecorderHarness harness = RecorderHarness.start(new JsonRecorderProvider(), Map.of());
        harness.recordBatch(List.of(SampleEvents.testStart()));
        harness.recordBatch(List.of(SampleEvents.testStop()));
        harness.close();
        assertThat(harness.failures()).isEmpty();
        assertThat(harness.warnings()).isNotEmpty().allMatch(text -> text.startsWith("write: cannot write to the"));
        assertThat(harness.accounting().dropped()).isEqualTo(Map.of(DropReason.WRITE_FAILED, 2L));
    }

    private static final class BrokenPipe extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}

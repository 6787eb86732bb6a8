package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.testkit.SampleEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written by hand, held against the JDK and jackson. */
class TextTest {

    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final char[] MEAN =
            "\u0000\u0007\n\r\t\b\f\"\\/{}[]:,'\u007f\u0080\u0085\u07ff\u0800\u2028\u2029\ud7ff"
                    .concat("\ud800\udbff\udc00\udfff\ue000\ufeff\ufffe\uffff aZ0é漢")
                    .toCharArray();

    private final LineBuffer out = new LineBuffer(16);

    @Test
    void anyTextReadsBackTheSameAndIsTheSameAsByJackson() throws IOException {
        Random random = new Random(42);
        List<String> texts = new ArrayList<>(SampleEvents.HOSTILE_TEXTS);
        for (int i = 0; i < 20_000; i++) {
            texts.add(text(random));
        }
        texts.add("x".repeat(10_000_000));
        for (String text : texts) {
            out.clear();
            JsonText.put(out, text);
            byte[] written = out.copyWritten();
            assertThat(written).isEqualTo(byJackson(text));
            JsonNode read = Lines.MAPPER.readTree(written);
            assertThat(read.textValue()).isEqualTo(text);
            String decoded = new String(written, StandardCharsets.UTF_8);
            assertThat(decoded.getBytes(StandardCharsets.UTF_8))
                    .as("valid UTF-8")
                    .isEqualTo(written);
            assertThat(decoded).doesNotContain("\n");
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(30);
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(3) == 0 ? (char) random.nextInt(0x10000) : MEAN[random.nextInt(MEAN.length)]);
        }
        return text.toString();
    }

    private static byte[] byJackson(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Lines.MAPPER.createGenerator(bytes)) {
            json.writeString(text);
        }
        return bytes.toByteArray();
    }

    @Test
    void timesAreThoseOfTheJdk() {
        Random random = new Random(7);
        TimeText time = new TimeText();
        List<Long> times = new ArrayList<>(List.of(
                0L,
                1L,
                -1L,
                999L,
                -999_999_999L,
                951_782_399_999_999_999L,
                951_868_800_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                4_107_542_399_999_999_999L,
                1_767_225_599_999_999_999L,
                1_767_225_600_000_000_000L));
        for (int i = 0; i < 20_000; i++) {
            times.add(random.nextLong());
            times.add(1_767_225_600_000_000_000L + i * 333_333_333L);
        }
        for (long nanos : times) {
            out.clear();
            time.put(out, nanos);
            assertThat(written()).isEqualTo(RFC_3339.format(Instant.ofEpochSecond(0, nanos)));
        }
    }

    @Test
    void numbersAreExact() {
        Random random = new Random(3);
        List<Long> numbers = new ArrayList<>(List.of(0L, -1L, 9L, 10L, Long.MAX_VALUE, Long.MIN_VALUE));
        for (int i = 0; i < 20_000; i++) {
            numbers.add(random.nextLong() >> random.nextInt(64));
        }
        for (long number : numbers) {
            out.clear();
            out.putNumber(number);
            assertThat(written()).isEqualTo(Long.toString(number));
            long nanos = number & Long.MAX_VALUE;
            out.clear();
            out.putMillis(nanos);
            BigDecimal millis = BigDecimal.valueOf(nanos, 6);
            assertThat(new BigDecimal(written())).isEqualByComparingTo(millis);
            assertThat(written())
                    .isEqualTo(nanos == 0 ? "0" : millis.stripTrailingZeros().toPlainString());
        }
    }

    private String written() {
        return new String(out.copyWritten(), StandardCharsets.US_ASCII);
    }
}

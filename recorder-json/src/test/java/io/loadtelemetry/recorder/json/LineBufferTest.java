package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineBufferTest {

    private final LineBuffer buffer = new LineBuffer(8);

    @Test
    void anUnfinishedLineIsNeitherCountedNorWritten() {
        line("one");
        buffer.begin();
        buffer.put("torn".getBytes(StandardCharsets.US_ASCII));
        assertThat(buffer.lines()).isEqualTo(1);
        assertThat(content()).isEqualTo("one\n");
        line("two");
        assertThat(content()).isEqualTo("one\ntwo\n");
    }

    @Test
    void linesAreRemovedFromItsFrontAndCountedDown() {
        line("one");
        line("three");
        line("five");
        assertThat(buffer.firstLine()).isEqualTo(4);
        buffer.removeFirst(4);
        assertThat(buffer.lines()).isEqualTo(2);
        line("a line that makes the buffer grow");
        assertThat(content()).isEqualTo("three\nfive\na line that makes the buffer grow\n");
        buffer.removeFirst(buffer.size());
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.lines()).isZero();
    }

    @Test
    void onlyWholeLinesFit() {
        line("one");
        line("three");
        assertThat(buffer.fitting(-5)).isZero();
        assertThat(buffer.fitting(3)).isZero();
        assertThat(buffer.fitting(4)).isEqualTo(4);
        assertThat(buffer.fitting(9)).isEqualTo(4);
        assertThat(buffer.fitting(10)).isEqualTo(10);
        assertThat(buffer.fitting(Long.MAX_VALUE)).isEqualTo(10);
    }

    @Test
    void idsAreWrittenWithAllTheirDigits() {
        for (long bits : new long[] {0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L, 1, -1}) {
            buffer.begin();
            buffer.putHex(bits);
            buffer.end();
        }
        assertThat(content()).isEqualTo("0123456789abcdef\nfedcba9876543210\n0000000000000001\nffffffffffffffff\n");
    }

    @Test
    void millisecondsAreExactBelowZeroToo() {
        for (long nanos : new long[] {-1_500_000, -500_000, 0, 1_500_000}) {
            buffer.begin();
            buffer.putMillis(nanos);
            buffer.end();
        }
        assertThat(content()).isEqualTo("-1.5\n-0.5\n0\n1.5\n");
    }

    private void line(String text) {
        buffer.begin();
        buffer.put(text.getBytes(StandardCharsets.US_ASCII));
        buffer.end();
    }

    private String content() {
        return new String(buffer.array(), buffer.offset(), buffer.size(), StandardCharsets.US_ASCII);
    }
}

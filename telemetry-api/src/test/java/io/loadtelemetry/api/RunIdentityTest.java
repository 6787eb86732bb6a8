package io.loadtelemetry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunIdentityTest {

    private static final String ID = "018f0000-0000-7000-8000-000000000001";
    private static final Instant START = Instant.ofEpochSecond(1_700_000_000L, 123_456_789);

    @Test
    void theTextIsPlainAndKeepsItsForm() {
        RunIdentity run = new RunIdentity(ID, "Check out, 100 %", START, Map.of("git.hash", "ä;=\n"));

        assertThat(run.encode())
                .isEqualTo("1." + ID + ".1700000000123456789.Check~20out~2C~20100~20~25.git~2Ehash.~C3~A4~3B~3D~0A");
        assertThat(RunIdentity.decode(run.encode())).isEqualTo(run);
    }

    @Test
    void anyTextsComeBackAsTheyWere() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            Map<String, String> labels = new HashMap<>();
            for (int label = random.nextInt(4); label > 0; label--) {
                labels.put(text(random), text(random));
            }
            Instant start = Instant.ofEpochSecond(
                    random.nextLong(-9_000_000_000L, 9_000_000_000L), random.nextInt(1_000_000_000));
            RunIdentity run = new RunIdentity(ID, "p" + text(random), start, labels);

            assertThat(run.encode()).matches("[A-Za-z0-9._~-]+");
            assertThat(RunIdentity.decode(run.encode())).isEqualTo(run);
        }
    }

    @Test
    void noPartOfATextIsTakenForTheWhole() {
        RunIdentity run = new RunIdentity(ID, "plan", START, Map.of("a", "b"));
        String text = run.encode();
        for (int end = 0; end < text.length() - 1; end++) {
            String part = text.substring(0, end);
            try {
                assertThat(RunIdentity.decode(part)).isNotEqualTo(run);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("not the identity of a run: ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.a.1.plan | it is of version 2, this library reads version 1",
                "'' | does not begin with its version",
                "1.a.1 | it has 3 parts",
                "1.a.1.plan.label | it has 5 parts",
                "1.a.x.plan | its start time is not a number",
                "1.a.007.plan | its start time is not a plain number",
                "1.a.1.pl an | the test plan has a character that is not allowed at place 3",
                "1.a.1.plan~2 | the test plan has a character that is not allowed at place 5",
                "1.a.1.~C3 | the test plan is not UTF-8",
                "1.a.1. | the run id or the test plan is empty",
                "1.a.1.plan.x.y.x.z | a label is there twice",
            })
    void whatIsWrongIsSaid(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunIdentity.decode(text))
                .withMessageStartingWith("not the identity of a run: ")
                .withMessageContaining(message);
    }

    @Test
    void theLengthIsBounded() {
        RunIdentity run = new RunIdentity(ID, "plan", START, Map.of("a", "x".repeat(5_000)));

        assertThatIllegalArgumentException().isThrownBy(run::encode).withMessageContaining("allowed are 4096");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunIdentity.decode("1.a.1." + "x".repeat(5_000)))
                .withMessageContaining("allowed are 4096");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int point = random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000, 0x1FFFF);
            text.appendCodePoint(point);
        }
        return text.toString();
    }
}

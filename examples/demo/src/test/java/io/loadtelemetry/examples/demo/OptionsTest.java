package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --usrs 3            | Unknown option: '--usrs', did you mean --users?
            something           | Unknown option: 'something'
            --users             | Missing required parameter for option '--users' (N)
            --users 0           | '--users': '0', allowed is a whole number from 1 to 10000
            --users many        | 'many', allowed is a whole number from 1 to 10000
            --users 1 --users 2 | option '--users' (N) should be specified only once
            --rate 0            | '--rate': '0', allowed is a number from 0.1 to 100000.0
            --rate NaN          | '--rate': 'NaN', allowed is a number
            --duration 5        | '--duration': '5', allowed is a time above 0 such as 500ms
            --duration 0s       | '--duration': '0s', allowed is a time above 0
            --ramp -1s          | '--ramp': '-1s', allowed is 0 or a time above 0
            --ramp 11s          | --ramp is longer than --duration: allowed is at most 10 s
            --target localhost  | '--target': 'localhost', allowed is a URL such as http://localhost:8080
            --target ftp://a/b  | '--target': 'ftp://a/b', allowed is a URL
            --trace-ratio 1.5   | '--trace-ratio': '1.5', allowed is a number from 0.0 to 1.0
            --server-spans --target http://a | --server-spans is for the built-in target, not for --target
            --role boss         | '--role': 'boss', allowed is standalone, master or worker
            --workers 2         | --workers and --kill-worker-after are for --role master
            --role master --workers 0 | '--workers': '0', allowed is a whole number from 1 to 100
            --role master --users 2   | --users 2 are too few for 3 workers: allowed is at least one each
            --role master --server-spans | --trace-ratio and --server-spans are for --role standalone
            --role worker       | --role worker needs --target
            --seed x            | '--seed': 'x', allowed is a whole number
            """)
    void aWrongOptionGivesOneLineAndExitCode2(String line, String message) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(text(err).lines())
                .singleElement()
                .asString()
                .startsWith("demo: ")
                .contains(message);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void helpIsPrintedOnlyWhenAskedFor() {
        assertThat(run("--help")).isZero();
        assertThat(text(err)).isEmpty();
        assertThat(text(out))
                .contains("--users", "--rate", "--duration", "--ramp", "--target", "--json", "--seed", "--quiet")
                .contains("--trace-ratio", "--server-spans")
                .contains("--role", "--workers", "--kill-worker-after");
        assertThat(text(out).lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void theDefaultsAreALoadForASmallMachine() {
        LoadShape shape = DemoOptions.parse().shape();
        assertThat(shape.open()).isFalse();
        assertThat(shape.users()).isEqualTo(20);
        assertThat(shape.durationNanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
        assertThat(shape.rampNanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void aRateMakesItTheOpenModel() {
        LoadShape shape = DemoOptions.parse("--rate", "250", "--duration", "1m", "--ramp", "0")
                .shape();
        assertThat(shape.open()).isTrue();
        assertThat(shape.rate()).isEqualTo(250);
        assertThat(shape.users()).isEqualTo(200);
        assertThat(shape.durationNanos()).isEqualTo(Duration.ofMinutes(1).toNanos());
        assertThat(shape.rampNanos()).isZero();
    }

    private int run(String... args) {
        return Demo.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}

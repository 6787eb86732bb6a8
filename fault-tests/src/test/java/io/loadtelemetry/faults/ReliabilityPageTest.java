package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page says of every fault what is promised, which test holds it, and what that test saw. */
class ReliabilityPageTest {

    private static final Path FIGURES = Path.of("figures");
    private static final Path PAGE = Path.of("../docs/reliability.md");

    @Test
    void isMadeOfTheFigures() throws Exception {
        String page = Files.readString(PAGE);

        assertThat(page).contains("<!-- faults -->").isEqualTo(ReliabilityPage.filled(page, FIGURES));
    }

    @ParameterizedTest
    @EnumSource
    void noRowIsBlank(Fault fault) throws Exception {
        var cases = ReliabilityPage.cases(FIGURES.resolve(fault.name()));
        assertThat(cases).as("what the tests of %s saw", fault).isNotEmpty();
        cases.forEach((name, figure) -> {
            assertThat(figure).as(name).isNotBlank();
            String test = getClass().getPackageName() + '.' + name.substring(0, name.indexOf('.'));
            assertThatCode(() -> Class.forName(test)).doesNotThrowAnyException();
        });
    }
}

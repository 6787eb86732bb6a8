package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksTest {

    private static final String CART = "POST /cart";

    private final Tally statistics = new Tally();

    BooksTest() {
        statistics.add(CART, 100, 7, Map.of("503", 4L, "timeout", 2L, "connect", 1L));
        statistics.add("GET /", 50, 0, Map.of());
    }

    @Test
    void equalBooksHaveNoDifferences() {
        Books books = new Books(statistics);
        books.add("json", copy());
        Tally target = target();
        books.add(Books.TARGET, target);

        assertThat(books.differences()).isEmpty();
        assertThat(books.rows()).allMatch(Books.Row::agrees);
    }

    @Test
    void anOutputThatLostOneRequestIsNamed() {
        Tally json = copy();
        json.add("GET /", Tally.OK, -1);
        Books books = new Books(statistics);
        books.add("json", json);

        assertThat(books.differences()).containsExactly("GET / ok: json has 49, statistics 50");
        assertThat(books.rows())
                .filteredOn(row -> !row.agrees())
                .singleElement()
                .satisfies(row -> assertThat(row.endpoint()).isEqualTo("GET /"));
    }

    @Test
    void anOutputThatTookAFailureForASuccessIsNamed() {
        Tally otlp = copy();
        otlp.add(CART, "503", -1);
        otlp.add(CART, Tally.OK, 1);
        Books books = new Books(statistics);
        books.add("otlp", otlp);

        assertThat(books.differences())
                .containsExactlyInAnyOrder(
                        CART + " 503: otlp has 3, statistics 4", CART + " ok: otlp has 94, statistics 93");
    }

    @Test
    void anEndpointThatOnlyOnePartyKnowsIsNamed() {
        Tally otlp = copy();
        otlp.add("GET /new", Tally.OK, 3);
        Books books = new Books(statistics);
        books.add("otlp", otlp);
        books.add("json", new Tally());

        assertThat(books.differences())
                .contains("GET /new ok: otlp has 3, statistics 0", "GET / ok: json has 0, statistics 50");
    }

    @Test
    void theTargetMayHaveServedRequestsThatGotNoAnswerButNoOthers() {
        Tally target = target();
        target.add(CART, Tally.OK, 2);
        target.add(CART, "503", 1);
        assertThat(differences(target)).isEmpty();

        target.add(CART, "503", 1);
        assertThat(differences(target))
                .as("four more than were answered, but only three got no answer")
                .containsExactly(CART + " 503: target has 6, statistics 4", CART + " ok: target has 95, statistics 93");
    }

    @Test
    void theTargetCannotHaveServedLessThanWasAnswered() {
        Tally target = target();
        target.add("GET /", Tally.OK, -1);

        assertThat(differences(target)).containsExactly("GET / ok: target has 49, statistics 50");
    }

    private java.util.List<String> differences(Tally target) {
        Books books = new Books(statistics);
        books.add(Books.TARGET, target);
        return books.differences();
    }

    private Tally copy() {
        Tally copy = new Tally();
        statistics
                .counts()
                .forEach((endpoint, counts) -> counts.forEach((outcome, count) -> copy.add(endpoint, outcome, count)));
        return copy;
    }

    private Tally target() {
        Tally target = copy();
        target.add(CART, Tally.NO_ANSWER, -statistics.of(CART, Tally.NO_ANSWER));
        return target;
    }
}

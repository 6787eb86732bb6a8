package io.loadtelemetry.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a virtual user does in one iteration. */
enum Scenario {
    BROWSE("browse") {
        @Override
        List<Page> pages(Random random) {
            List<Page> pages = new ArrayList<>(List.of(Page.HOME, Page.PRODUCTS, Page.PRODUCT, Page.PRODUCT));
            if (random.nextInt(10) == 0) {
                pages.add(1, Page.SEARCH);
            }
            return pages;
        }
    },
    BUY("buy") {
        @Override
        List<Page> pages(Random random) {
            return List.of(Page.CART, Page.CHECKOUT, Page.ORDER);
        }
    };

    private final String title;

    Scenario(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract List<Page> pages(Random random);

    /** Every third user buys. */
    static Scenario ofUser(int number) {
        return number % 3 == 2 ? BUY : BROWSE;
    }
}

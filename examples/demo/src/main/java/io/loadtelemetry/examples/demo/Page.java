package io.loadtelemetry.examples.demo;

import java.util.Optional;

/** The pages of the target: what they are called, how long they take, how often they fail. */
enum Page {
    HOME("GET", "/", 1, 4, 0),
    PRODUCTS("GET", "/products", 3, 15, 0),
    PRODUCT("GET", "/products/{id}", 2, 12, 0),
    /** The slow one. */
    SEARCH("GET", "/search", 120, 400, 0),
    CART("POST", "/cart", 4, 20, 0),
    /** The failing one. */
    CHECKOUT("POST", "/checkout", 10, 60, 0.05),
    ORDER("GET", "/orders/{id}", 2, 10, 0);

    private static final String ID = "{id}";

    private final String method;
    private final String template;
    private final int fastestMillis;
    private final int slowestMillis;
    private final double failingShare;

    Page(String method, String template, int fastestMillis, int slowestMillis, double failingShare) {
        this.method = method;
        this.template = template;
        this.fastestMillis = fastestMillis;
        this.slowestMillis = slowestMillis;
        this.failingShare = failingShare;
    }

    String method() {
        return method;
    }

    /** A name of low cardinality: with {@code {id}}, not with the id. */
    String template() {
        return template;
    }

    /** How it is called in every table. */
    String label() {
        return label(method, template);
    }

    static String label(String method, String template) {
        return method + " " + template;
    }

    String path(int id) {
        return template.replace(ID, String.valueOf(id));
    }

    /** Most are fast, few are slow: a quarter of the range on average. */
    long latencyNanos(double random) {
        double millis = fastestMillis + (slowestMillis - fastestMillis) * random * random * random;
        return (long) (millis * 1_000_000);
    }

    boolean fails(double random) {
        return random < failingShare;
    }

    static Optional<Page> of(String method, String path) {
        String template = path.replaceFirst("/\\d+$", "/" + ID);
        for (Page page : values()) {
            if (page.method.equals(method) && page.template.equals(template)) {
                return Optional.of(page);
            }
        }
        return Optional.empty();
    }
}

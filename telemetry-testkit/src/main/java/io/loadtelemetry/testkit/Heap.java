package io.loadtelemetry.testkit;

/** How much of the heap is in use. */
final class Heap {

    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private Heap() {}

    /** Lets go of what the test itself holds. */
    @FunctionalInterface
    interface Forget {
        void run() throws Exception;
    }

    static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Waits until no more than that is in use: what a recorder has yet to send may take a moment. */
    static void assertBelow(long limit, Forget forget, String when) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        forget.run();
        long used = used();
        while (used > limit) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "the heap holds " + used + " bytes, expected were at most " + limit + ", " + when);
            }
            Thread.sleep(50);
            forget.run();
            used = used();
        }
    }
}

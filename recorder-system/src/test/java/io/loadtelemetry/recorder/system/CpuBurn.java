package io.loadtelemetry.recorder.system;

/** Keeps every CPU busy until it is closed, for ten seconds at the most. */
final class CpuBurn implements AutoCloseable {

    private static final long AT_MOST = 10_000_000_000L;

    private volatile boolean stopped;

    CpuBurn() {
        long end = System.nanoTime() + AT_MOST;
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(() -> {
                while (!stopped && System.nanoTime() - end < 0) {
                    Thread.onSpinWait();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}

package io.loadtelemetry.benchmarks.overhead;

/** How the measuring programs end. */
final class Main {

    /** What may fail. */
    interface Measurement {
        void run() throws Exception;
    }

    private Main() {}

    /** Ends the JVM with 0 or, where it fails, with 1: a subject's threads need not be daemons. */
    static void run(Measurement measurement) {
        int status = 0;
        try {
            measurement.run();
        } catch (Exception | Error e) {
            e.printStackTrace();
            status = 1;
        }
        System.exit(status);
    }
}

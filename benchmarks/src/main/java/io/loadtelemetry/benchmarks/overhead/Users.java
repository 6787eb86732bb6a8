package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.examples.demo.FullSpeedUser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/** The load: threads that send one request after the other and measure each, the same way whoever records them. */
final class Users {

    /** Where requests are counted that are not part of the measurement. */
    static final int UNMEASURED = 0;

    private static final long LOWEST_NANOS = 64;
    private static final long HIGHEST_NANOS = 10_000_000_000L;
    private static final int DIGITS = 3;

    private final List<User> users = new ArrayList<>();
    private volatile int slice = UNMEASURED;
    private volatile boolean over;

    /**
     * Does not start them.
     *
     * @param slices of how many stretches of time to tell, numbered from 1
     */
    Users(FullSpeedUser[] demoUsers, int slices) {
        for (FullSpeedUser user : demoUsers) {
            users.add(new User(user, slices + 1));
        }
    }

    void start() {
        users.forEach(Thread::start);
    }

    /** Requests that begin from now on belong to this slice. */
    void enter(int newSlice) {
        slice = newSlice;
    }

    void stop() throws InterruptedException {
        over = true;
        for (User user : users) {
            user.join();
        }
        for (User user : users) {
            if (user.failure != null) {
                throw new IllegalStateException("a user failed", user.failure);
            }
        }
    }

    /** The threads, for what the JVM knows of them. */
    List<Thread> threads() {
        return List.copyOf(users);
    }

    /** The service times of the requests of some slices, in nanoseconds. To be called after the end. */
    Histogram times(IntStream slices) {
        Histogram all = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
        slices.forEach(number -> users.forEach(user -> all.add(user.times[number])));
        return all;
    }

    private final class User extends Thread {

        private final FullSpeedUser user;
        private final AbstractHistogram[] times;
        private Throwable failure;

        User(FullSpeedUser user, int slices) {
            super("user-" + users.size());
            setDaemon(true);
            this.user = user;
            times = new AbstractHistogram[slices];
            for (int i = 0; i < slices; i++) {
                times[i] = new IntCountsHistogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
            }
        }

        @Override
        public void run() {
            try {
                while (!over) {
                    AbstractHistogram histogram = times[slice];
                    long start = System.nanoTime();
                    user.request();
                    histogram.recordValue(System.nanoTime() - start);
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }
}

package io.loadtelemetry.testkit;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Something that goes wrong inside a recorder, for a {@link FaultyProvider}. Called on the lane of the recorder, once for
 * every call it is given for.
 */
@FunctionalInterface
public interface RecorderFault {

    /**
     * Goes wrong.
     *
     * @throws Exception as the fault has it
     */
    void happen() throws Exception;

    /** Is called when the fault is taken away, from any thread; what blocks goes on. */
    default void release() {}

    /**
     * Nothing goes wrong.
     *
     * @return a fault that does nothing
     */
    static RecorderFault none() {
        return () -> {};
    }

    /**
     * Throws, whatever it is: checked exceptions and errors too.
     *
     * @param thrown gives what is thrown, anew each time
     * @return a fault that throws
     */
    static RecorderFault throwing(Supplier<? extends Throwable> thrown) {
        Objects.requireNonNull(thrown, "thrown");
        return () -> Sneaky.<RuntimeException>sneak(thrown.get());
    }

    /**
     * Never returns while this is the fault of its call, not even for an interrupt, which it keeps for later.
     * {@link FaultyProvider#heal()} and another fault in its place set it free.
     *
     * @return a fault that blocks
     */
    static RecorderFault blocking() {
        return new Blocking();
    }

    /**
     * Takes so long, by the processor: what a recorder does that computes too much.
     *
     * @param time how long each call takes
     * @return a fault that keeps a processor busy
     */
    static RecorderFault busy(Duration time) {
        long nanos = time.toNanos();
        return () -> {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < nanos) {
                Thread.onSpinWait();
            }
        };
    }

    /**
     * Takes so long, asleep: what a recorder does that waits for a slow output. Shorter than about 0.1 ms it takes as long
     * as the system's timers need.
     *
     * @param time how long each call takes at least
     * @return a fault that waits
     */
    static RecorderFault waiting(Duration time) {
        long nanos = time.toNanos();
        return () -> {
            long end = System.nanoTime() + nanos;
            for (long left = nanos;
                    left > 0 && !Thread.currentThread().isInterrupted();
                    left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        };
    }

    /**
     * Leaves the thread interrupted.
     *
     * @return a fault that interrupts the lane
     */
    static RecorderFault interrupting() {
        return () -> Thread.currentThread().interrupt();
    }

    /**
     * Ends the JVM from the lane, which a recorder must not. Never returns.
     *
     * @param status the exit status
     * @return a fault that calls {@link System#exit}
     */
    static RecorderFault exiting(int status) {
        return () -> System.exit(status);
    }

    /**
     * This fault, but only every so many calls.
     *
     * @param calls at every so manieth call, from the first on
     * @return a fault that happens now and then
     * @throws IllegalArgumentException if calls is below 1
     */
    default RecorderFault every(int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException("every " + calls + " calls: allowed is 1 and more");
        }
        return new NowAndThen(this, calls);
    }
}

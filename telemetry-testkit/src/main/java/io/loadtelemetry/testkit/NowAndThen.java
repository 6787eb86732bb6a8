package io.loadtelemetry.testkit;

import java.util.concurrent.atomic.AtomicLong;

/** Another fault, but only at some of the calls. */
final class NowAndThen implements RecorderFault {

    private final AtomicLong count = new AtomicLong();
    private final RecorderFault fault;
    private final int calls;

    NowAndThen(RecorderFault fault, int calls) {
        this.fault = fault;
        this.calls = calls;
    }

    @Override
    public void happen() throws Exception {
        if (count.getAndIncrement() % calls == 0) {
            fault.happen();
        }
    }

    @Override
    public void release() {
        fault.release();
    }
}

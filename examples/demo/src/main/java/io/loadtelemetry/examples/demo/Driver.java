package io.loadtelemetry.examples.demo;

/** What makes the load: the virtual users of this process, or the workers it started. */
interface Driver {

    /**
     * Runs the load. Returns when every request that was sent has ended.
     *
     * @param halfTime called when half of the time is over
     * @return how many users, or workers, did not end as they should
     */
    int run(Runnable halfTime);

    /** How long it has run, at most as long as it shall. */
    long elapsedNanos();

    /** The virtual users there are. */
    int active();

    /** Requests that were due and never sent. */
    long missed();

    /** Traced iterations that were under way at the end and are not recorded. */
    long cutOff();
}

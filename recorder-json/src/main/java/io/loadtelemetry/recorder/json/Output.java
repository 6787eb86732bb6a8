package io.loadtelemetry.recorder.json;

import java.io.IOException;

/** Where whole lines go. Used from one thread. */
interface Output {

    /**
     * Writes all lines and removes from the buffer what it wrote.
     *
     * @throws IOException if it could not write the lines that are still in the buffer
     */
    void write(LineBuffer lines) throws IOException;

    /** Has its time, often, whether there are lines or not. */
    default void tick() throws IOException {}

    /** Whether lines that could not be written may be tried again without coming twice. */
    boolean repeatable();

    /** Lets go of everything. */
    void close() throws IOException;

    /** What it writes to, for messages. */
    @Override
    String toString();
}

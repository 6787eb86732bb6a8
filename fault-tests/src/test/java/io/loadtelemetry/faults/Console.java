package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library says to the user of a run. Belongs to the JVM: one run at a time. */
final class Console extends Handler {

    private static final Logger LOGGER = Logger.getLogger("io.loadtelemetry");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    static Console listen() {
        Console console = new Console();
        LOGGER.addHandler(console);
        return console;
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }

    List<String> warnings() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    /** One line each, without stack traces, and none of them again and again. */
    void assertTidy() {
        assertThat(records).as("stack traces on the console").noneMatch(record -> record.getThrown() != null);
        assertThat(warnings())
                .as("warnings of one line")
                .allMatch(text -> text.lines().count() == 1);
        assertThat(warnings().size()).as("warnings: %s", warnings()).isLessThan(20);
    }
}

package io.loadtelemetry.core;

import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks that each request is whole and that the numbers of each producer grow. The words of a request: who published it,
 * and its number plus the index of the word.
 */
final class CheckingRecorder implements Recorder {

    private static final int MOST_PROBLEMS = 20;

    private final Map<Integer, Long> last = new ConcurrentHashMap<>();
    private final Map<Integer, Long> counts = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final AtomicLong total = new AtomicLong();

    static void publish(EventRing ring, int producer, long number) {
        ring.publish(
                word(producer, number, 0),
                null,
                word(producer, number, 1),
                word(producer, number, 2),
                word(producer, number, 3),
                word(producer, number, 4),
                word(producer, number, 5),
                word(producer, number, 6));
    }

    /** Writes some of the words of a claimed slot. */
    static void write(Stripe stripe, long sequence, int producer, long number, int fromWord, int toWord) {
        int offset = stripe.offset(sequence);
        for (int i = fromWord; i < toWord; i++) {
            stripe.words()[offset + i] = word(producer, number, i);
        }
    }

    private static long word(int producer, long number, int index) {
        return switch (index) {
            case Slot.SUBJECT -> Slot.pair(Slot.KIND_REQUEST, producer);
            case Slot.OUTCOME -> Slot.pair(Subjects.NO_ERROR, (int) number);
            default -> number + index;
        };
    }

    @Override
    public void record(TelemetryEvent event) {
        RequestEvent request = (RequestEvent) event;
        int producer = request.endpointIndex();
        long number = request.start() - Slot.START;
        boolean whole = request.statusCode() == (int) number
                && !request.failed()
                && request.end() == number + Slot.END
                && request.intendedStart() == number + Slot.INTENDED_START
                && request.bytesSent() == number + Slot.BYTES_SENT
                && request.bytesReceived() == number + Slot.BYTES_RECEIVED;
        if (!whole) {
            problem("torn: " + producer + '/' + number);
        }
        if (number <= last.getOrDefault(producer, 0L)) {
            problem("out of order: " + producer + '/' + number + " after " + last.get(producer));
        }
        if (producer >= 1_000) {
            problem("of a stopped producer: " + producer + '/' + number);
        }
        last.put(producer, number);
        counts.merge(producer, 1L, Long::sum);
        total.incrementAndGet();
    }

    private void problem(String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(what);
        }
    }

    List<String> problems() {
        return problems;
    }

    long total() {
        return total.get();
    }

    long countOf(int producer) {
        return counts.getOrDefault(producer, 0L);
    }
}

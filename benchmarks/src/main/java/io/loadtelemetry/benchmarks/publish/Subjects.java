package io.loadtelemetry.benchmarks.publish;

import java.util.concurrent.ArrayBlockingQueue;
import org.jctools.queues.MpscArrayQueue;

/** What can be measured, by name. */
final class Subjects {

    private Subjects() {}

    static Subject create(String name) throws Exception {
        switch (name) {
            case "empty":
                return (start, end) -> {};
            case "loadtelemetry":
                return new OwnSubject();
            case "single-ring":
                return new SingleRingSubject();
            case "disruptor":
                return new DisruptorSubject();
            case "disruptor-blocking":
                return new BlockingDisruptorSubject();
            case "jctools-mpsc":
                return new QueueSubject(new MpscArrayQueue<>(Polled.CAPACITY));
            case "array-blocking-queue":
                return new QueueSubject(new ArrayBlockingQueue<>(Polled.CAPACITY));
            case "agrona":
                return new AgronaSubject();
            case "micrometer-timer":
                return MeterSubjects.micrometerTimer();
            case "micrometer-otlp":
                return MeterSubjects.micrometerOtlp();
            case "otel-histogram":
                return MeterSubjects.otelHistogram();
            case "hdr-recorder":
                return MeterSubjects.hdrRecorder();
            case "three-adders":
                return MeterSubjects.threeAdders();
            case "log4j2-async":
                return new Log4jSubject();
            default:
                throw new IllegalArgumentException("there is no subject \"" + name + "\"");
        }
    }
}

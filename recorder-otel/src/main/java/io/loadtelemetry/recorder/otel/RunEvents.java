package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.RecorderDropped;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.event.SpawningComplete;
import io.loadtelemetry.api.event.TestStart;
import io.loadtelemetry.api.event.TestStop;
import io.loadtelemetry.api.event.WorkerJoin;
import io.loadtelemetry.api.event.WorkerLeave;
import io.loadtelemetry.api.spi.Texts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;

/** Makes log records of events of the run; their fields have the names they have in JSON lines. */
final class RunEvents {

    private static final int MAX_ATTRIBUTES = 32;
    private static final int MAX_TEXT = 1024;
    private static final long SECOND = 1_000_000_000L;

    private final Origin origin;
    private final Attributes common;
    private final LongSupplier clock;

    RunEvents(Origin origin, Attributes common, LongSupplier clock) {
        this.origin = origin;
        this.common = common;
        this.clock = clock;
    }

    RunLogRecord logRecord(RunEvent event) {
        AttributesBuilder fields = Attributes.builder();
        fields(event, fields);
        Attributes own = fields.build();
        String name = Texts.cut(event.name());
        return new RunLogRecord(
                origin,
                name,
                event.time(),
                clock.getAsLong(),
                severity(event),
                text(name, event instanceof TestStop ? withoutAccounting(own) : own),
                common.toBuilder().putAll(own).build());
    }

    private static Severity severity(RunEvent event) {
        boolean lostWorker =
                event instanceof WorkerLeave leave && !leave.reason().equals(WorkerLeave.FINISHED);
        if (lostWorker || event instanceof CpuWarning || event instanceof RecorderDropped) {
            return Severity.WARN;
        }
        return event instanceof TestStop stop && stop.reason() == StopReason.FAILED ? Severity.ERROR : Severity.INFO;
    }

    private static void fields(RunEvent event, AttributesBuilder to) {
        if (event instanceof TestStart start) {
            start.targetUsers().ifPresent(users -> to.put("target_users", users));
        } else if (event instanceof TestStop stop) {
            to.put("reason", stop.reason().wireName());
            to.put("duration_s", stop.duration().toNanos() / (double) SECOND);
            accounting(stop.accounting(), to);
        } else if (event instanceof SpawningComplete complete) {
            to.put("users", complete.users());
        } else if (event instanceof CpuWarning warning) {
            to.put("value", warning.value());
            to.put("threshold", warning.threshold());
            to.put("duration_s", warning.duration().toNanos() / (double) SECOND);
        } else if (event instanceof RecorderDropped dropped) {
            to.put("recorder", Texts.cut(dropped.recorder()));
            to.put("reason", Texts.cut(dropped.reason()));
            to.put("count", dropped.count());
            to.put("since", Instant.ofEpochSecond(0, dropped.since()).toString());
        } else if (event instanceof WorkerJoin join) {
            worker(join.worker(), join.instance(), to);
        } else if (event instanceof WorkerLeave leave) {
            worker(leave.worker(), leave.instance(), to);
            to.put("reason", leave.reason());
            to.put("snapshots", leave.snapshots());
            to.put("dropped", leave.dropped());
            if (!leave.missing().isEmpty()) {
                to.put("missing", Texts.cut(leave.missing(), MAX_TEXT));
            }
            to.put("until", Instant.ofEpochSecond(0, leave.until()).toString());
        } else if (event instanceof Annotation annotation) {
            annotation(annotation.attributes(), to);
        }
    }

    private static void worker(String worker, String instance, AttributesBuilder to) {
        to.put("worker", Texts.cut(worker));
        to.put("worker_instance_id", Texts.cut(instance));
    }

    /** Flat, because attributes of attributes are not shown by most backends. */
    private static void accounting(Accounting accounting, AttributesBuilder to) {
        for (RecorderAccounting entry : accounting.recorders()) {
            String prefix = "accounting." + entry.recorder() + ".";
            to.put(prefix + "published", entry.published());
            to.put(prefix + "recorded", entry.recorded());
            entry.dropped().forEach((reason, count) -> to.put(prefix + "dropped." + reason, count));
            to.put(prefix + "pending", entry.pending());
        }
    }

    private static void annotation(Map<String, Object> attributes, AttributesBuilder to) {
        attributes.entrySet().stream().limit(MAX_ATTRIBUTES).forEach(attribute -> {
            String key = Texts.cut(attribute.getKey());
            Object value = attribute.getValue();
            if (value instanceof Boolean flag) {
                to.put(key, flag);
            } else if (value instanceof Long number) {
                to.put(key, number);
            } else if (value instanceof Double number) {
                to.put(key, number);
            } else {
                to.put(key, Texts.cut(value.toString(), MAX_TEXT));
            }
        });
        if (attributes.size() > MAX_ATTRIBUTES) {
            to.put("attributes_left_out", attributes.size() - MAX_ATTRIBUTES);
        }
    }

    private static Attributes withoutAccounting(Attributes fields) {
        return fields.toBuilder()
                .removeIf(key -> key.getKey().startsWith("accounting."))
                .build();
    }

    /** For instance {@code spawning.complete users=200}. */
    private static String text(String name, Attributes fields) {
        StringBuilder text = new StringBuilder(name);
        fields.forEach((key, value) -> {
            text.append(' ').append(key.getKey()).append('=').append(value);
        });
        return OneLine.of(text.toString());
    }
}

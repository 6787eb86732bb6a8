package io.loadtelemetry.recorder.system;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The duration of every garbage collection, told by the JVM when it is over. A collector that works beside the program
 * (ZGC, Shenandoah) tells of its cycles and of its pauses under two names.
 */
final class GcDurations implements NotificationListener {

    private static final double MILLIS_PER_SECOND = TimeUnit.SECONDS.toMillis(1);

    private final Output output;

    GcDurations(Output output) {
        this.output = output;
    }

    void open() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(this, null, null);
            }
        }
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && notification.getUserData() instanceof CompositeData data) {
            GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo.from(data);
            output.publish(
                    Metric.JVM_GC_DURATION,
                    info.getGcInfo().getDuration() / MILLIS_PER_SECOND,
                    Map.of("jvm.gc.name", info.getGcName(), "jvm.gc.action", info.getGcAction()));
        }
    }

    void close() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                try {
                    emitter.removeNotificationListener(this);
                } catch (ListenerNotFoundException e) {
                    // Then open() never came so far.
                }
            }
        }
    }
}

package io.loadtelemetry.faults;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Finds every object of this library that can be reached from another one, private ones too. */
final class OurObjects {

    private static final String OURS = "io.loadtelemetry.";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> waiting = new ArrayDeque<>();

    private OurObjects() {}

    /** Prints {@code toString()} of each, in a line with its class. */
    static void printTexts(String title, Object from) {
        OurObjects objects = new OurObjects();
        objects.add(from);
        while (!objects.waiting.isEmpty()) {
            Object next = objects.waiting.remove();
            if (next.getClass().getName().startsWith(OURS)) {
                System.out.println(title + ' ' + next.getClass().getName() + ' ' + next);
                objects.addFields(next);
            }
        }
    }

    private void add(@Nullable Object object) {
        if (object == null) {
            return;
        }
        if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                add(key);
                add(value);
            });
        } else if (object instanceof Collection<?> several) {
            if (seen.add(object)) {
                List.copyOf(several).forEach(this::add);
            }
        } else if (object instanceof Object[] array) {
            if (seen.add(object)) {
                Arrays.asList(array).forEach(this::add);
            }
        } else if (object instanceof AtomicReference<?> reference) {
            add(reference.get());
        } else if (object instanceof Reference<?> reference) {
            add(reference.get());
        } else if (seen.add(object)) {
            waiting.add(object);
        }
    }

    private void addFields(Object object) {
        for (Class<?> type = object.getClass();
                type != null && type.getName().startsWith(OURS);
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType().isPrimitive() || Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                try {
                    field.setAccessible(true);
                    add(field.get(object));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}

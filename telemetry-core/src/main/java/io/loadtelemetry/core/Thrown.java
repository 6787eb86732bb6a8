package io.loadtelemetry.core;

/** Tells of what a recorder threw, in one line. */
final class Thrown {

    private Thrown() {}

    /** Class and place; the message only where it can but name a class, because others may carry a credential, in a URL say. */
    static String describe(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String what = e instanceof LinkageError || e instanceof ReflectiveOperationException
                ? Printable.of(e.toString())
                : e.getClass().getName();
        return what + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}

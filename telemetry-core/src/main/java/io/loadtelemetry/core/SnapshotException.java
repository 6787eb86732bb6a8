package io.loadtelemetry.core;

/** A snapshot is not accepted; the message says why. Without a stack trace: whoever can send bytes can make many. */
final class SnapshotException extends Exception {

    private static final long serialVersionUID = 1;

    SnapshotException(String reason) {
        super(reason, null, false, false);
    }
}

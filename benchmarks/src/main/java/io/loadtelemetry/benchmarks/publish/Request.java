package io.loadtelemetry.benchmarks.publish;

/** A request in a slot of a queue of objects: what the library keeps of one. */
final class Request {
    long endpoint;
    long status;
    long start;
    long end;
    long intendedStart;
    long bytesSent;
    long bytesReceived;

    void set(long newStart, long newEnd) {
        endpoint = 1;
        status = 200;
        start = newStart;
        end = newEnd;
        intendedStart = -1;
        bytesSent = -1;
        bytesReceived = 512;
    }
}

package io.loadtelemetry.faults;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;

/** A load tool that takes every recorder it finds. Prints the books. */
final class RecorderCannotLoadMain {

    static final int REQUESTS = 5_000;

    private RecorderCannotLoadMain() {}

    public static void main(String[] arguments) {
        Telemetry telemetry = Telemetry.builder("found").start();
        RequestRecorder cart = telemetry.request("GET", "/cart");
        for (int i = 0; i < REQUESTS; i++) {
            cart.success(telemetry.now() - 1000, telemetry.now(), 1);
        }
        telemetry.close();
        for (RecorderAccounting books : telemetry.accounting().recorders()) {
            String state = books.balanced() && books.pending() == 0 ? "balanced" : "WRONG";
            System.out.println(
                    books.recorder() + ' ' + state + ' ' + books.recorded() + " dropped " + books.droppedTotal());
        }
    }
}

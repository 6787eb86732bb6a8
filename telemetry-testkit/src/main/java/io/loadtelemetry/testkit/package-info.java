/**
 * What the tests of a recorder, and of a load tool, need.
 *
 * <h2>Testing a recorder of one's own</h2>
 *
 * <p>Add telemetry-testkit in test scope and make a test class that extends {@link
 * io.loadtelemetry.testkit.RecorderContract}; it brings about fifteen tests, among them a run of the real library:
 *
 * <pre>{@code
 * class CsvRecorderContractTest extends RecorderContract {
 *
 *     @TempDir Path directory;
 *     private Path file;
 *     private int instances;
 *
 *     @Override protected RecorderProvider provider() { return new CsvRecorderProvider(); }
 *
 *     @Override protected Map<String, String> options() {
 *         file = directory.resolve(instances++ + ".csv");      // an output of its own for every instance
 *         return Map.of("telemetry.csv.path", file.toString());
 *     }
 *
 *     @Override protected void verifyRequests(List<RequestEvent> requests) throws IOException {
 *         assertThat(Files.readAllLines(file)).hasSize(requests.size());
 *     }
 * }
 * }</pre>
 *
 * <p>For tests beyond the contract {@link io.loadtelemetry.testkit.RecorderHarness} drives one recorder by hand, event by
 * event, with {@link io.loadtelemetry.testkit.SampleEvents} of every kind.
 *
 * <h2>Testing what a load tool publishes</h2>
 *
 * <p>{@link io.loadtelemetry.testkit.InMemoryRecorder} keeps the events of a run for the test to look at.
 *
 * <h2>Testing what goes wrong</h2>
 *
 * <p>{@link io.loadtelemetry.testkit.FaultyProvider} gives a recorder that throws, blocks, is slow or ends the JVM, as it is
 * told: to see that a load tool and the recorders beside it do not mind.
 *
 * <h2>Testing what is exported</h2>
 *
 * <p>{@link io.loadtelemetry.testkit.OtlpReceiver} is a real OTLP/HTTP endpoint on the loopback interface: it decodes
 * what arrives, adds it up, and fails on demand: it answers late or with errors, refuses connections and is back, takes them
 * and never answers, flaps, or has a certificate that nobody trusts.
 */
@NullMarked
package io.loadtelemetry.testkit;

import org.jspecify.annotations.NullMarked;

package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every recorder is held to: the <i>must</i> rows of {@link io.loadtelemetry.api.spi.Recorder} and {@link
 * RecorderProvider}. To test a recorder, make a test class that extends this:
 *
 * <pre>{@code
 * class MyRecorderContractTest extends RecorderContract {
 *     @Override
 *     protected RecorderProvider provider() {
 *         return new MyRecorderProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>Most tests drive the recorder by a {@link RecorderHarness}; the last ones run it in the real library.
 */
@Timeout(60)
public abstract class RecorderContract {

    private static final int REQUESTS = 200;
    private static final int INTERRUPTS = 100;
    private static final int RUNS = 20;

    private final List<RecorderHarness> harnesses = new ArrayList<>();

    /** For subclasses. */
    protected RecorderContract() {}

    /** Closes what a failed test left open. */
    @AfterEach
    public void closeHarnesses() {
        harnesses.forEach(RecorderHarness::close);
    }

    /**
     * The provider of the recorder under test.
     *
     * @return a new one at each call
     */
    protected abstract RecorderProvider provider();

    /**
     * The configuration of one instance of the recorder. Asked anew for every instance: give each an output of its own,
     * such as a new temporary file.
     *
     * @return keys such as {@code telemetry.<id>.path} and their values; by default none
     * @throws Exception if the output cannot be made
     */
    protected Map<String, String> options() throws Exception {
        return Map.of();
    }

    /**
     * Looks at the output of the instance whose {@link #options()} were asked last, after it was closed.
     *
     * @param requests the requests it was handed, in their order; empty where it wants none
     * @throws Exception if the output cannot be read
     */
    protected void verifyRequests(List<RequestEvent> requests) throws Exception {}

    /**
     * Lets go of what the test itself holds of the output in memory, so that it is not taken for the recorder's; for
     * instance {@link OtlpReceiver#clear()}.
     *
     * @throws Exception if that fails
     */
    protected void forgetOutput() throws Exception {}

    /**
     * The reasons for which the recorder may drop events in an undisturbed run.
     *
     * @return reasons such as {@link io.loadtelemetry.api.DropReason#SAMPLED}; by default none
     */
    protected Set<String> allowedDrops() {
        return Set.of();
    }

    /**
     * Whether {@link java.util.ServiceLoader} must find the provider.
     *
     * @return by default true; false for one that is only given to {@link
     *     io.loadtelemetry.api.TelemetryBuilder#recorder}
     */
    protected boolean service() {
        return true;
    }

    /**
     * Whether a thread that is still there after the close does not belong to the recorder.
     *
     * @param thread the thread
     * @return by default false
     */
    protected boolean foreign(Thread thread) {
        return false;
    }

    /**
     * Whether an open file is the test's own, such as the connections of a server it keeps.
     *
     * @param file what {@code /proc/self/fd} says of it: a path, or {@code socket:[number]}
     * @return by default false
     */
    protected boolean foreignFile(String file) {
        return false;
    }

    /**
     * Texts of the configuration that must be in no warning, no exception and no {@code toString()}.
     *
     * @return credentials that {@link #options()} or {@link #provider()} put there; by default none
     */
    protected Set<String> secrets() {
        return Set.of();
    }

    /** The id matches {@code [a-z][a-z0-9-]{0,31}}, is the same at every call, and is not {@code statistics}. */
    @Test
    public void hasAStableWellFormedId() {
        RecorderProvider provider = provider();
        assertThat(provider.id())
                .as("id of %s", provider.getClass().getName())
                .matches("[a-z][a-z0-9-]{0,31}")
                .isNotEqualTo("statistics")
                .isEqualTo(provider.id())
                .isEqualTo(provider().id());
    }

    /** The provider is a public class with a public constructor that has no parameters. */
    @Test
    public void canBeMadeByAnyone() {
        Class<?> type = provider().getClass();
        assertThat(Modifier.isPublic(type.getModifiers()))
                .as("%s is public", type)
                .isTrue();
        assertThatCode(type::getConstructor)
                .as("a public constructor without parameters")
                .doesNotThrowAnyException();
    }

    /** The provider is named in {@code META-INF/services}. */
    @Test
    public void isFoundByServiceLoader() {
        if (service()) {
            assertThat(Services.providers())
                    .as("META-INF/services/%s", RecorderProvider.class.getName())
                    .contains(provider().getClass());
        }
    }

    /** Every key says what it is for and what is allowed, and refuses what is not. */
    @Test
    public void declaresItsKeysWell() {
        List<ConfigKey<?>> keys = provider().keys();
        assertThat(keys).extracting(ConfigKey::name).doesNotHaveDuplicates();
        keys.forEach(KeyChecks::check);
    }

    /**
     * A recorder that never got an event idles and closes like any other.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void closesWithoutAnyEvent() throws Exception {
        RecorderHarness harness = start();
        for (int i = 0; i < 20; i++) {
            harness.tick();
        }
        finish(harness);
    }

    /**
     * Every kind of event is taken, with all its optional fields and with none.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void takesEveryKindOfEvent() throws Exception {
        RecorderHarness harness = start();
        for (TelemetryEvent event : SampleEvents.everyKind()) {
            harness.record(event);
            assertThat(harness.failures()).as("thrown on %s", event).isEmpty();
        }
        finish(harness);
    }

    /**
     * No text breaks the recorder, wherever it stands: control characters, lone surrogates, line breaks, JSON.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void takesHostileTexts() throws Exception {
        RecorderHarness harness = start(provider(), options(), SampleEvents.run(SampleEvents.HOSTILE_TEXTS.get(2)));
        harness.record(SampleEvents.testStart());
        int index = 0;
        for (String text : SampleEvents.HOSTILE_TEXTS) {
            harness.recordBatch(SampleEvents.hostile(text, index++));
            assertThat(harness.failures()).as("thrown on the text %s", text).isEmpty();
        }
        harness.record(SampleEvents.testStop());
        finish(harness);
    }

    /**
     * A request or an iteration is never read after the call that handed it over.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void doesNotKeepViews() throws Exception {
        RecorderHarness harness = start();
        harness.record(SampleEvents.testStart());
        List<RequestEvent> requests = requests(harness, REQUESTS);
        harness.record(new IterationSample("scenario", 0, 1, 2));
        harness.tick();
        harness.record(SampleEvents.testStop());
        harness.close();
        assertThat(harness.misuses()).isEmpty();
        finish(harness);
        verifyRequests(requests);
    }

    /**
     * What was recorded and never ticked is written out by the close.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void flushesWhenClosed() throws Exception {
        RecorderHarness harness = start();
        harness.record(SampleEvents.testStart());
        List<RequestEvent> requests = requests(harness, 3);
        finish(harness);
        verifyRequests(requests);
    }

    /**
     * Interrupts of the lane are passed on, and do no harm to what comes later.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void survivesInterrupts() throws Exception {
        RecorderHarness harness = start();
        harness.record(SampleEvents.testStart());
        List<RequestEvent> requests = requests(harness, 10);
        for (int i = 0; i < INTERRUPTS; i++) {
            assertThat(harness.recordInterrupted(
                            new Annotation(harness.context().now(), "interrupt", Map.of())))
                    .as("the interrupt flag is still set, or an InterruptedException was thrown")
                    .isTrue();
        }
        requests.addAll(requests(harness, 10));
        harness.tick();
        finish(harness);
        verifyRequests(requests);
    }

    /**
     * After the close no thread of the recorder is left, and none ever keeps the JVM alive.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void leavesNoThread() throws Exception {
        // Asked for before the threads are counted: what the test needs for itself is not the recorder's.
        RecorderProvider provider = provider();
        Map<String, String> options = options();
        Set<Thread> before = Threads.all();
        shortRun(provider, options);
        Threads.assertNoneSince(before, thread -> thread.isDaemon() || foreign(thread));
        // What a library keeps once per JVM is there after the first run; what leaks with every run shows in the
        // second.
        RecorderProvider again = provider();
        Map<String, String> optionsAgain = options();
        Set<Thread> warm = Threads.all();
        shortRun(again, optionsAgain);
        Threads.assertNoneSince(warm, this::foreign);
    }

    /**
     * After the close no file and no connection is left open. Only where the system lists them in {@code /proc/self/fd}.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void leavesNothingOpen() throws Exception {
        OpenFiles.assumeListed();
        // What is loaded and opened once per JVM is there after the first runs.
        shortRun(provider(), options());
        shortRun(provider(), options());
        OpenFiles before = OpenFiles.now();
        for (int i = 0; i < RUNS; i++) {
            shortRun(provider(), options());
        }
        before.assertFewerThanSince(RUNS / 2, this::foreignFile);
    }

    /**
     * Two instances in one JVM do not touch each other.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void worksBesideAnotherInstance() throws Exception {
        RecorderHarness one = start();
        RecorderHarness other = start();
        one.record(SampleEvents.testStart());
        other.record(SampleEvents.testStart());
        requests(one, 10);
        requests(other, 10);
        finish(one);
        requests(other, 10);
        other.tick();
        finish(other);
    }

    /**
     * What the recorder holds in memory does not grow with the names and attributes it has seen.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void boundsItsMemory() throws Exception {
        RecorderHarness harness = start();
        Flood flood = new Flood(5000);
        harness.record(SampleEvents.testStart());
        flood.pour(harness);
        forgetOutput();
        long before = Heap.used();
        long poured = flood.pour(harness);
        Heap.assertBelow(
                before + poured / 2,
                () -> {
                    harness.tick(); // As a lane goes on to do: what still waits is sent.
                    forgetOutput();
                },
                "after " + poured + " more bytes of fresh names and attributes");
        finish(harness);
    }

    /**
     * In the real library, four load threads at once: everything is accounted for, and nothing is lost.
     *
     * @throws Exception if the recorder does, or the test itself fails
     */
    @Test
    public void accountsForEveryEventOfARun() throws Exception {
        LibraryRun run = LibraryRun.execute(provider(), options());
        run.assertAccounted(allowedDrops());
        verifyRequests(run.requests());
    }

    private RecorderHarness start() throws Exception {
        return start(provider(), options(), SampleEvents.run());
    }

    private RecorderHarness start(RecorderProvider provider, Map<String, String> options, RunIdentity run)
            throws Exception {
        RecorderHarness harness = RecorderHarness.start(provider, options, run);
        harnesses.add(harness);
        return harness;
    }

    private void shortRun(RecorderProvider provider, Map<String, String> options) throws Exception {
        RecorderHarness harness = start(provider, options, SampleEvents.run());
        harness.record(SampleEvents.testStart());
        requests(harness, 10);
        harness.tick();
        harness.record(SampleEvents.testStop());
        finish(harness);
    }

    /** Closes; whatever else a test is about, the recorder threw nothing and its reports are well formed. */
    private void finish(RecorderHarness harness) {
        harness.close();
        for (String secret : secrets()) {
            assertThat(harness.texts()).as("what can be read").noneMatch(text -> text.contains(secret));
        }
        assertThat(harness.failures()).as("thrown by the recorder").isEmpty();
        assertThat(harness.warnings()).as("warnings of one line").noneMatch(text -> text.contains("\n"));
        assertThat(harness.accounting().dropped().keySet())
                .as("reasons for dropping")
                .allMatch(reason -> reason.matches("[a-z][a-z0-9_]*"));
        assertThat(harness.accounting().recorded())
                .as("events it was handed and did not report as dropped")
                .isNotNegative();
    }

    private static List<RequestEvent> requests(RecorderHarness harness, int count) {
        List<RequestEvent> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i % 5;
            RequestSample request = SampleEvents.request(Endpoint.of("GET", "/endpoint-" + index), index, i);
            harness.record(request);
            requests.add(request);
        }
        return harness.wantsRequests() ? requests : new ArrayList<>();
    }
}

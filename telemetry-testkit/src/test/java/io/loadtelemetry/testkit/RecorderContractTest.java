package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Each rule of the contract catches the recorder that breaks it, and lets the others pass. */
class RecorderContractTest {

    private static final String RUN = "accountsForEveryEventOfARun";

    private static Supplier<BrokenRecorders.Sound> broken = BrokenRecorders.Sound::new;

    @AfterAll
    static void endWhatLingers() {
        BrokenRecorders.release();
    }

    @TestFactory
    Stream<DynamicTest> catchesTheOneThatBreaksARule() {
        return Stream.of(
                rule(BrokenRecorders.ChangingId::new, "hasAStableWellFormedId"),
                rule(BrokenRecorders::notPublic, "canBeMadeByAnyone"),
                rule(BrokenRecorders.LenientKey::new, "declaresItsKeysWell"),
                rule(BrokenRecorders.NeedsAnEvent::new, "closesWithoutAnyEvent"),
                rule(BrokenRecorders.RefusesAKind::new, "takesEveryKindOfEvent"),
                rule(BrokenRecorders.ChokesOnText::new, "takesHostileTexts"),
                rule(BrokenRecorders.KeepsViews::new, "doesNotKeepViews"),
                rule(BrokenRecorders.WritesInTickOnly::new, "flushesWhenClosed"),
                rule(BrokenRecorders.SwallowsInterrupts::new, "survivesInterrupts"),
                rule(BrokenRecorders.DiesOfAnInterrupt::new, "survivesInterrupts"),
                rule(BrokenRecorders.LeavesAThread::new, "leavesNoThread"),
                rule(() -> new BrokenRecorders.LeavesAThread(false), "leavesNoThread"),
                rule(BrokenRecorders.LeavesAFileOpen::new, "leavesNothingOpen"),
                rule(BrokenRecorders.TellsASecret::new, tellsEverywhere()),
                rule(BrokenRecorders.SharesState::new, "worksBesideAnotherInstance"),
                rule(BrokenRecorders.RemembersNames::new, "boundsItsMemory"),
                rule(BrokenRecorders.LosesSome::new, RUN),
                rule(BrokenRecorders.WritesToTheTest::new),
                rule(BrokenRecorders.Sound::new));
    }

    /** Every rule that closes a harness looks for secrets. */
    private static String[] tellsEverywhere() {
        return new String[] {
            "closesWithoutAnyEvent",
            "takesEveryKindOfEvent",
            "takesHostileTexts",
            "doesNotKeepViews",
            "flushesWhenClosed",
            "survivesInterrupts",
            "leavesNoThread",
            "leavesNothingOpen",
            "worksBesideAnotherInstance",
            "boundsItsMemory"
        };
    }

    @Test
    void catchesAProviderThatIsNotDeclared() {
        assertThat(failed(Undeclared.class)).containsExactly("isFoundByServiceLoader");
    }

    @Test
    void catchesAnIdThatIsNotWellFormed() {
        broken = BrokenRecorders.MalformedId::new;
        // Whether such a recorder gets as far as a run is for telemetry-core to say.
        assertThat(failed(Broken.class)).contains("hasAStableWellFormedId").isSubsetOf("hasAStableWellFormedId", RUN);
    }

    private static DynamicTest rule(Supplier<BrokenRecorders.Sound> provider, String... caughtBy) {
        return dynamicTest(provider.get().getClass().getSimpleName(), () -> {
            broken = provider;
            assertThat(failed(Broken.class)).containsExactlyInAnyOrder(caughtBy);
        });
    }

    private static List<String> failed(Class<?> contract) {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents();
        assertThat(tests.started().count()).isEqualTo(rules());
        List<String> failed = new ArrayList<>();
        for (Event event : tests.failed().list()) {
            failed.add(event.getTestDescriptor().getDisplayName().replace("()", ""));
        }
        return failed;
    }

    private static long rules() {
        return Arrays.stream(RecorderContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
    }

    /** Not run by itself: a nested class, which the build does not look at. */
    static class Broken extends RecorderContract {

        private BrokenRecorders.Sound last = new BrokenRecorders.Sound();

        @Override
        protected RecorderProvider provider() {
            last = broken.get();
            return last;
        }

        @Override
        protected void verifyRequests(List<RequestEvent> requests) {
            if (last instanceof BrokenRecorders.WritesInTickOnly writer) {
                assertThat(writer.written).hasValue(requests.size());
            }
        }

        @Override
        protected Set<String> secrets() {
            return Set.of(BrokenRecorders.TellsASecret.SECRET);
        }

        @Override
        protected void forgetOutput() {
            BrokenRecorders.WritesToTheTest.OUTPUT.clear();
        }

        @Override
        protected boolean service() {
            return false;
        }
    }

    static class Undeclared extends RecorderContract {
        @Override
        protected RecorderProvider provider() {
            return new BrokenRecorders.Sound();
        }
    }
}

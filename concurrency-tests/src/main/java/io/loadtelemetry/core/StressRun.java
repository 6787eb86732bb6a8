package io.loadtelemetry.core;

import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs jcstress with its own options and fails where it does, and also where a test did not run: jcstress passes over one
 * it finds no processors for, or ends without any.
 */
public final class StressRun {

    private StressRun() {}

    /**
     * Runs the tests. A test with more actors than there are processors is left out, and named.
     *
     * @param args the options of jcstress
     * @throws Exception if an outcome was forbidden or a test could not run
     */
    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        if (!options.parse()) {
            System.exit(2);
        }
        JCStress stress = new JCStress(options);
        stress.run(); // Throws if an outcome was forbidden.

        int processors = Runtime.getRuntime().availableProcessors();
        InProcessCollector collector = new InProcessCollector();
        if (new File(options.getResultFile()).exists()) {
            DiskReadCollector reader = new DiskReadCollector(options.getResultFile(), collector);
            reader.dump();
            reader.close();
        }
        Set<String> ran = new HashSet<>();
        List<String> problems = new ArrayList<>();
        for (TestResult result : collector.getTestResults()) {
            if (result.status() == Status.NORMAL && result.getTotalCount() > 0) {
                ran.add(result.getName());
            } else {
                problems.add(result.getName() + " ended with " + result.status());
            }
        }
        for (String test : stress.getTests()) {
            int needed = TestList.getInfo(test).threads();
            if (needed > processors) {
                System.out.println(test + " did not run: it needs " + needed + " processors");
            } else if (!ran.contains(test)) {
                problems.add(test + " did not run");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems));
        }
    }
}

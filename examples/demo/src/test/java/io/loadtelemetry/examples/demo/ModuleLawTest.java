package io.loadtelemetry.examples.demo;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which module may see which: the demo has all of them on its classpath. */
class ModuleLawTest {

    private static final String ROOT = "io.loadtelemetry..";
    private static final String API = "io.loadtelemetry.api..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.loadtelemetry");

    @Test
    void allModulesAreLookedAt() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name ->
                                name.matches("io\\.loadtelemetry\\.(api|core|merge|testkit|(recorder|channel)\\.\\w+)"))
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(
                        "io.loadtelemetry.api",
                        "io.loadtelemetry.channel.http",
                        "io.loadtelemetry.core",
                        "io.loadtelemetry.merge",
                        "io.loadtelemetry.testkit",
                        "io.loadtelemetry.recorder.json",
                        "io.loadtelemetry.recorder.otel",
                        "io.loadtelemetry.recorder.system"));
    }

    @Test
    void theApiDependsOnNothing() {
        classes()
                .that()
                .resideInAPackage(API)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(API, "java..", "org.jspecify.annotations")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.loadtelemetry.core..",
                "io.loadtelemetry.channel.http..",
                "io.loadtelemetry.recorder.json..",
                "io.loadtelemetry.recorder.otel..",
                "io.loadtelemetry.recorder.system..",
                "io.loadtelemetry.examples.custom..",
                "io.loadtelemetry.testkit.."
            })
    void everyModuleSeesTheApiAndItselfOnly(String module) {
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT).and(not(resideInAnyPackage(API, module))))
                .check(CLASSES);
    }

    /** What a user can see of a module is what the service loader has to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.loadtelemetry.channel.http",
                "io.loadtelemetry.recorder.json",
                "io.loadtelemetry.recorder.otel",
                "io.loadtelemetry.recorder.system"
            })
    void onlyProvidersArePublic(String module) {
        assertThat(visible(module)).hasSize(1).allMatch(name -> name.endsWith("Provider"));
    }

    /** And of the core what telemetry-merge has to, to which alone it is exported. */
    @Test
    void ofTheCoreAndOfTheProgramThatMergesOneClassMoreIsNotPublic() {
        assertThat(visible("io.loadtelemetry.core")).isEqualTo(Set.of("CoreTelemetryFactory", "StatisticsMerge"));
        assertThat(visible("io.loadtelemetry.merge")).isEqualTo(Set.of("TelemetryMerge"));
    }

    @Test
    void theProgramThatMergesSeesCoreAndRecorderOfJsonLines() {
        noClasses()
                .that()
                .resideInAPackage("io.loadtelemetry.merge")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT)
                        .and(not(resideInAnyPackage(
                                API,
                                "io.loadtelemetry.core",
                                "io.loadtelemetry.recorder.json",
                                "io.loadtelemetry.merge"))))
                .check(CLASSES);
    }

    private static Set<String> visible(String module) {
        return CLASSES.stream()
                .filter(type -> type.getPackageName().equals(module))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
    }
}

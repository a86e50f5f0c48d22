package io.sluice.it;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom. Each rule watches packages that {@link #watchesClasses} shows to be there. */
class ArchitectureTest {

    /** What ships: the class path of this module, without what is for tests, demonstration and measuring. */
    private static final String[] SHIPPED = {
        "io.sluice.pdata",
        "io.sluice.regex",
        "io.sluice.api",
        "io.sluice.config",
        "io.sluice.transport",
        "io.sluice.json",
        "io.sluice.engine",
        "io.sluice.receiver",
        "io.sluice.processor",
        "io.sluice.exporter",
        "io.sluice.extension",
        "io.sluice.cli",
        "io.sluice.agent",
        "io.sluice.gateway"
    };

    private static final String[] COMPONENTS = {
        "io.sluice.receiver..", "io.sluice.processor..", "io.sluice.exporter..", "io.sluice.extension.."
    };

    private static final String[] PRODUCTS = {"io.sluice.agent..", "io.sluice.gateway.."};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(SHIPPED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.sluice.pdata",
                "io.sluice.regex",
                "io.sluice.api",
                "io.sluice.config",
                "io.sluice.json",
                "io.sluice.transport.tls",
                "io.sluice.engine",
                "io.sluice.engine.telemetry",
                "io.sluice.processor.batch",
                "io.sluice.processor.memorylimiter",
                "io.sluice.processor.ratelimiter",
                "io.sluice.exporter.helper",
                "io.sluice.exporter.kafka",
                "io.sluice.exporter.loadbalancing",
                "io.sluice.exporter.local",
                "io.sluice.exporter.otlp",
                "io.sluice.extension.healthcheck",
                "io.sluice.cli",
                "io.sluice.agent",
                "io.sluice.gateway"
            })
    void watchesClasses(String watched) {
        assertThat(CLASSES).anyMatch(type -> type.getPackageName().equals(watched));
    }

    @Test
    void componentsSeeNeitherTheEngineNorWhatIsAboveIt() {
        noClasses()
                .that()
                .resideInAnyPackage(COMPONENTS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.engine..", "io.sluice.config..", "io.sluice.cli..")
                .check(CLASSES);
    }

    @Test
    void theEngineSeesNoComponent() {
        noClasses()
                .that()
                .resideInAnyPackage("io.sluice.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(COMPONENTS)
                .check(CLASSES);
    }

    @Test
    void nothingSeesAProduct() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PRODUCTS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PRODUCTS)
                .check(CLASSES);
        slices().matching("io.sluice.(agent|gateway)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void processorsSeeNoOtherProcessor() {
        slices().matching("io.sluice.processor.(*)..")
                .should()
                .notDependOnEachOther()
                // How messages and values are edited, and how samplers reckon, is no processor; resource does to
                // resources what attributes does to items.
                .ignoreDependency(
                        alwaysTrue(),
                        resideInAnyPackage(
                                "io.sluice.processor.edit..",
                                "io.sluice.processor.sampling..",
                                "io.sluice.processor.value.."))
                .ignoreDependency(
                        resideInAnyPackage("io.sluice.processor.resource.."),
                        resideInAnyPackage("io.sluice.processor.attributes.."))
                .check(CLASSES);
    }

    @Test
    void theApiSeesNothingAboveTheBytes() {
        noClasses()
                .that()
                .resideInAnyPackage("io.sluice.api..", "io.sluice.pdata..", "io.sluice.regex..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.sluice..")
                        .and(not(resideInAnyPackage("io.sluice.api..", "io.sluice.pdata..", "io.sluice.regex.."))))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("io.sluice.regex..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.sluice..").and(not(resideInAnyPackage("io.sluice.regex.."))))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("io.sluice.pdata..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.api..")
                .check(CLASSES);
    }

    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource(delimiter = '|', textBlock = """
        com.lmax.disruptor..           | io.sluice.engine..
        org.jctools..                  | io.sluice.engine.., io.sluice.exporter.helper..
        io.netty..                     | io.sluice.transport.., io.sluice.receiver.otlp.., io.sluice.exporter.otlp..
        io.grpc..                      | io.sluice.transport.., io.sluice.receiver.otlp.., io.sluice.exporter.otlp..
        org.apache.kafka..             | io.sluice.exporter.kafka..
        com.fasterxml.jackson..        | io.sluice.json.., io.sluice.exporter.otlp..
        org.snakeyaml..                | io.sluice.config..
        io.prometheus..                | io.sluice.engine.telemetry..
        picocli..                      | io.sluice.cli..
        com.github.luben..             | io.sluice.transport.., io.sluice.exporter.local..
        com.google.re2j..              |
        io.opentelemetry..             |
        com.google.protobuf..          |
        """)
    void thirdPartiesStayInTheirPlace(String thirdParty, String place) {
        String[] places = place == null ? new String[0] : place.split(", ");
        noClasses()
                .that()
                .resideOutsideOfPackages(places)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(thirdParty)
                .check(CLASSES);
    }
}

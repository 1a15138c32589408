/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModulesTest {

    private static final DescribedPredicate<JavaClass> MILLRACE = resideInAPackage("io.millrace..");

    private static final DescribedPredicate<JavaClass> CORE = resideInAPackage("io.millrace")
            .or(resideInAnyPackage(CorePackages.patterns()))
            .as("core");

    @Test
    void coreKnowsNoOtherModule() {
        check("core", CORE);
    }

    @ParameterizedTest
    @CsvSource({
        "engine, io.millrace.engine..",
        "simulation, io.millrace.simulation..",
        "flink/runner, io.millrace.flink.."
    })
    void runnersKnowCoreAndNeverEachOther(String module, String packages) {
        check(module, CORE.or(resideInAPackage(packages)));
    }

    /** Core is the same wherever it runs. */
    @ParameterizedTest
    @ValueSource(strings = {"core", "engine", "simulation"})
    void onlyTheRunnerForFlinkNamesFlink(String module) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(ProductionClasses.of(module));
    }

    @ParameterizedTest
    @CsvSource({
        "formats/csv, io.millrace.format.csv..",
        "formats/json, io.millrace.format.json..",
        "connectors/files, io.millrace.connector.files..",
        "connectors/socket, io.millrace.connector.socket..",
        "storage/s3, io.millrace.storage.s3..",
        "rocksdb, io.millrace.rocksdb..",
        "sql, io.millrace.sql.."
    })
    void whatPeopleAddKnowsCoreAlone(String module, String packages) {
        // Connectors lie below the package that holds core's contracts for them, so those that are not core's are taken
        // out again.
        DescribedPredicate<JavaClass> otherConnectors = resideInAnyPackage("io.millrace.connector.*..")
                .and(not(resideInAnyPackage(packages, "io.millrace.connector.basic..")));
        check(module, CORE.or(resideInAPackage(packages)).and(not(otherConnectors)));
    }

    /** A connector of SQL, made of a connector. */
    @Test
    void tablesOfFilesKnowSqlAndTheConnectorAlone() {
        check(
                "sql/files",
                CORE.or(resideInAnyPackage(
                        "io.millrace.sql..", "io.millrace.connector.files..", "io.millrace.connector.socket..")));
    }

    @Test
    void campaignKnowsTheSimulationAndWhatItsJobsReadAndWrite() {
        check(
                "campaign",
                CORE.or(resideInAnyPackage(
                        "io.millrace.campaign..",
                        "io.millrace.simulation..",
                        "io.millrace.format.csv..",
                        "io.millrace.connector.files..")));
    }

    /** It reads files, and the engine knows how. */
    @Test
    void savepointKnowsCoreAndTheEngine() {
        check("savepoint", CORE.or(resideInAnyPackage("io.millrace.savepoint..", "io.millrace.engine..")));
    }

    /** Programs that are ported name core alone; how they run is for the class path. */
    @Test
    void portKnowsCoreAlone() {
        check("port", CORE.or(resideInAPackage("io.millrace.port..")));
    }

    /** It runs any program, and knows none; and what starts a cluster, or fills a jar, knows nothing of jobs. */
    @Test
    void flinkClusterKnowsNothingElse() {
        check("flink/cluster", resideInAPackage("io.millrace.flink.cluster.."));
        for (String lower : new String[] {"rest", "jar"}) {
            noClasses()
                    .that()
                    .resideInAPackage("io.millrace.flink.cluster." + lower)
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.millrace.flink.cluster..")
                            .and(not(resideInAPackage("io.millrace.flink.cluster." + lower))))
                    .check(ProductionClasses.of("flink/cluster"));
        }
        noClasses()
                .that()
                .resideInAPackage("io.millrace.flink.cluster.local")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.millrace.flink.cluster", "io.millrace.flink.cluster.jar"))
                .check(ProductionClasses.of("flink/cluster"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core",
                "engine",
                "simulation",
                "flink/runner",
                "formats/csv",
                "formats/json",
                "connectors/files",
                "storage/s3",
                "rocksdb",
                "savepoint",
                "sql",
                "sql/files"
            })
    void noLibraryModuleKnowsWhatPeopleStart(String module) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.millrace.cli..",
                        "io.millrace.campaign..",
                        "io.millrace.examples..",
                        "io.millrace.benchmarks..",
                        "io.millrace.port..")
                .allowEmptyShould(true)
                .check(ProductionClasses.of(module));
    }

    private static void check(String module, DescribedPredicate<JavaClass> allowed) {
        JavaClasses classes = ProductionClasses.of(module);
        noClasses()
                .should()
                .dependOnClassesThat(MILLRACE.and(not(allowed)))
                .as(module + " should know nothing of Millrace but " + allowed.getDescription())
                .allowEmptyShould(true)
                .check(classes);
    }
}

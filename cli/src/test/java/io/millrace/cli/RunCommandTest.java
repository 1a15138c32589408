/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.flights.FlightsProgram;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that run here, and what is refused before anything runs anywhere. */
class RunCommandTest {
    private static final String PROGRAM = FlightsProgram.class.getName();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int millrace(String... arguments) {
        return Millrace.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void refuses(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(millrace(arguments)).isEqualTo(2);
        assertThat(err.toString()).startsWith(message);
    }

    private Path emptyJar() throws Exception {
        Path jar = directory.resolve("empty.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("nothing"));
        }
        return jar;
    }

    @Test
    void aProgramRunsInAProcessOfItsOwnWithItsArguments() throws Exception {
        Path output = directory.resolve("output");
        Path data = Files.createDirectory(directory.resolve("data"));
        Files.writeString(
                data.resolve("flights.csv"),
                "date,delay,distance,origin,destination\n2001/01/01 10:00,10,100,AAA,BBB\n");
        Files.writeString(
                data.resolve("airports.csv"),
                "iata,name,city,state,country,latitude,longitude\nAAA,Field,Aville,AS,USA,1.0,2.0\n");
        List<String> arguments =
                List.of(PROGRAM, "--data", data.toString(), "--output", output.toString(), "--parallelism", "2");

        try (DemoProcess run = DemoProcess.run(arguments)) {
            assertThat(run.await()).as(run::output).isZero();
        }
        assertThat(output.resolve("airport-days").resolve("part-0-0.csv"))
                .content()
                .contains("2001-01-01,AAA,Aville,AS,1,10.00,10");
    }

    @Test
    void aProgramThatFailsGivesItsExitStatus() throws Exception {
        try (DemoProcess run = DemoProcess.run(List.of(PROGRAM, "--what", "now"))) {
            assertThat(run.await()).isEqualTo(1);
            assertThat(run.output()).contains("The flights job does not know [what]; it knows [checkpoint-dir,");
        }
    }

    @Test
    void whatIsNoProgramIsRefused() throws Exception {
        Path missing = directory.resolve("missing.jar");
        Path empty = emptyJar();

        refuses("There is no file " + missing, "run", missing.toString());
        refuses(empty + " does not say which class to start: name it with --main CLASS", "run", empty.toString());
        refuses(
                "There is no class com.example.Nobody in " + empty + " and in Millrace",
                "run",
                "--main",
                "com.example.Nobody",
                empty.toString());
        refuses("There is no class com.example.Nobody in Millrace", "run", "com.example.Nobody");
        refuses("'flights/sql' is neither a jar nor the name of a class", "run", "flights/sql");
        refuses("The class path names nowhere, and there is no ", "run", "-cp", "nowhere", PROGRAM);
        refuses("There are two main classes: " + PROGRAM, "run", "-c", "Other", PROGRAM);
    }

    @Test
    void whatIsForClustersIsRefusedHere() {
        refuses("--parallelism cannot be used", "run", "-p", "2", PROGRAM);
        refuses("--from-savepoint cannot be used", "run", "-s", "savepoint", PROGRAM);
        refuses("--detached cannot be used", "run", "--detached", PROGRAM);
        refuses("--detached cannot be used: the cluster ends", "run", "--on", "local-cluster", "-d", PROGRAM);
    }

    @Test
    void whatMakesNoSenseOnAClusterIsRefusedBeforeItIsReached() {
        refuses("The parallelism must be 1 or more, but is 0", "run", "--on", "flink://x", "-p", "0", PROGRAM);
        refuses("State can only be dropped of a savepoint", "run", "--on", "flink://x", "-n", PROGRAM);
        refuses("Invalid value for option '--on': 'x' is no address of a Flink cluster", "run", "--on", "x", PROGRAM);
        refuses("Name the cluster with --on flink://HOST:PORT", "jobs", "stop", "0".repeat(32));
        refuses("The demo reads and writes files of this machine", "demo", "--on", "flink://x");
        refuses("On a cluster that ends with the demo", "demo", "--on", "local-cluster", "--checkpoint-dir", "x");
    }

    @Test
    void aClusterThatIsNotThereIsNamed() {
        assertThat(millrace("run", "--on", "flink://no-such-host.invalid", PROGRAM))
                .isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("millrace run: Cannot reach a Flink cluster at flink://no-such-host.invalid:8081: the host"
                        + " no-such-host.invalid is not known" + System.lineSeparator());
    }

    @Test
    void theJarForClustersHoldsTheProgramAndNoToolsAndNoEmbeddedRunner() throws Exception {
        Path jar = directory.resolve("job.jar");

        // In a process of its own, as the launcher starts it: this one's class path is what the build made of it.
        try (DemoProcess made = DemoProcess.millrace(List.of("jar", "-o", jar.toString(), PROGRAM))) {
            assertThat(made.await()).as(made::output).isZero();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo(PROGRAM);
            assertThat(file.stream().map(ZipEntry::getName))
                    .contains(
                            "io/millrace/examples/flights/FlightsProgram.class",
                            "io/millrace/stream/DataStream.class",
                            "META-INF/services/io.millrace.environment.StorageProvider")
                    .noneMatch(name -> name.startsWith("io/millrace/cli/")
                            || name.startsWith("io/millrace/sql/")
                            || name.startsWith("org/apache/calcite/")
                            || name.startsWith("picocli/")
                            || name.startsWith("org/slf4j/")
                            || name.startsWith("org/apache/flink/"));
            ZipEntry runners = file.getEntry("META-INF/services/io.millrace.runner.Runner");
            if (runners != null) {
                String providers = new String(file.getInputStream(runners).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(providers).doesNotContain("io.millrace.engine");
            }
        }
    }
}

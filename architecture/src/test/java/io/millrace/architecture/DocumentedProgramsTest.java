/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the code in the documentation to the API. */
class DocumentedProgramsTest {
    private static final Pattern PUBLIC_CLASS = Pattern.compile("public class (\\w+)");

    @Test
    void printWhatTheReadmeSays(@TempDir Path classes) throws Exception {
        MarkdownPage readme = MarkdownPage.read("README.md");
        List<String> programs = readme.blocks("java");
        DocumentedCode code = new DocumentedCode(classes);

        assertThat(programs).hasSize(1);
        assertThat(code.compile("WordCount", programs.get(0))).isEmpty();
        assertThat(code.run("WordCount")).isEqualTo(readme.blocks("text").get(0));
    }

    @Test
    void printWhatGettingStartedSays(@TempDir Path classes) throws Exception {
        MarkdownPage page = MarkdownPage.read("docs/getting-started.md");
        DocumentedCode code = new DocumentedCode(classes);

        assertThat(code.compile("Temperatures", page.blocks("java").get(0))).isEmpty();
        assertThat(code.run("Temperatures")).isEqualTo(page.blocks("text").get(0));
    }

    @Test
    void runInTheSimulation(@TempDir Path classes) throws Exception {
        MarkdownPage page = MarkdownPage.read("docs/testing.md");
        DocumentedCode code = new DocumentedCode(classes);

        assertThat(code.compile("RevenueTest", page.blocks("java").get(0))).isEmpty();
        requireThatEndsWell("RevenueTest", classes);
    }

    @Test
    void useSqlAsItsPageSays(@TempDir Path classes) throws Exception {
        MarkdownPage page = MarkdownPage.read("docs/sql/programs.md");
        List<String> blocks = page.blocks("java");
        int last = blocks.size() - 1;
        DocumentedCode code = new DocumentedCode(classes);

        assertThat(code.compile("Customers", blocks.get(0))).isEmpty();
        assertThat(code.run("Customers")).isEqualTo(page.blocks("text").get(0));
        assertThat(code.compileAsMethod(blocks.subList(1, last))).isEmpty();
        assertThat(code.compile("TotalsTest", blocks.get(last))).isEmpty();
        requireThatEndsWell("TotalsTest", classes);
    }

    @Test
    void callFunctionsOfTheirOwnFromSql(@TempDir Path classes) throws Exception {
        MarkdownPage page = MarkdownPage.read("docs/sql/user-functions.md");
        List<String> programs = page.blocks("java");
        DocumentedCode code = new DocumentedCode(classes);

        assertThat(programs).isNotEmpty();
        for (int i = 0; i < programs.size(); i++) {
            Matcher name = PUBLIC_CLASS.matcher(programs.get(i));
            assertThat(name.find()).as(programs.get(i)).isTrue();
            assertThat(code.compile(name.group(1), programs.get(i))).isEmpty();
            assertThat(code.run(name.group(1))).isEqualTo(page.blocks("text").get(i));
        }
    }

    /** Runs a program in a JVM of its own, as a user does: restored state names its classes, and they are on the class path there. */
    private static void requireThatEndsWell(String program, Path classes) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes + File.pathSeparator + classPath,
                        program)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** The blocks of a page are read as one method, from top to bottom. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/datastream.md",
                "docs/checkpoints.md",
                "docs/state.md",
                "docs/sources-and-sinks.md",
                "docs/metrics.md"
            })
    void compileOnEveryPage(String page, @TempDir Path classes) {
        List<String> blocks = MarkdownPage.read(page).blocks("java");

        assertThat(blocks).isNotEmpty();
        assertThat(new DocumentedCode(classes).compileAsMethod(blocks)).isEmpty();
    }
}

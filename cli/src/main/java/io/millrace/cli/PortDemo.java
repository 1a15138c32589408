/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.port.Comparison;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Ten Flink programs, run on Flink and, ported, on Millrace, before the user's eyes. */
final class PortDemo {
    private static final String FLINK_CLASS_PATH_FILE = "millrace.flink.classpath.file";

    private final PrintWriter out;

    PortDemo(PrintWriter out) {
        this.out = out;
    }

    /** Returns whether all programs printed the same on both. */
    boolean run() throws IOException, InterruptedException {
        Path programs = Path.of(System.getProperty("millrace.home", "."), "port", "src", "test", "flink-programs");
        String file = System.getProperty(FLINK_CLASS_PATH_FILE);
        if (file == null || !Files.isDirectory(programs)) {
            throw new IOException("The comparison needs " + programs
                    + " and Flink's class path: start it by ./millrace port --demo in Millrace's sources");
        }
        Path work = Files.createTempDirectory("millrace-port-demo");
        out.println("Porting and running the programs in " + programs);
        out.println("Everything that is made lies in " + work);
        out.println("This takes half a minute, most of which is Flink's start.");
        out.println();
        out.flush();
        String millrace = ClassPathCommand.ofThisJvm();
        // The file leaves out the libraries that Millrace uses, too.
        String flink = Files.readString(Path.of(file)).strip() + File.pathSeparator + millrace;
        List<Comparison.Result> results = new Comparison(programs, flink, millrace, work).run();
        out.printf(
                "%-24s %8s %8s %18s %18s   %s%n",
                "program", "lines", "of these", "lines printed", "lines printed", "what is printed");
        out.printf("%-24s %8s %8s %18s %18s   %s%n", "", "of code", "changed", "on Flink", "on Millrace", "is");
        results.forEach(this::print);
        long same = results.stream().filter(Comparison.Result::isSame).count();
        out.printf("%n%d of %d programs print the same on both.%n", same, results.size());
        return same == results.size();
    }

    private void print(Comparison.Result result) {
        out.printf(
                Locale.ROOT,
                "%-24s %8d %8d %18d %18d   %s%n",
                result.name(),
                result.lines(),
                result.changedLines(),
                result.onFlink().size(),
                result.onMillrace().size(),
                result.isSame() ? "the same" : "DIFFERENT");
        result.places().forEach(place -> out.println("    " + place));
        if (!result.isSame()) {
            difference("-", result.onFlink(), result.onMillrace());
            difference("+", result.onMillrace(), result.onFlink());
        }
    }

    private void difference(String sign, List<String> lines, List<String> others) {
        lines.stream()
                .filter(line -> !others.contains(line))
                .limit(10)
                .forEach(line -> out.println("    " + sign + line));
    }
}

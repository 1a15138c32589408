/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterNamesTest {
    private static final String SOURCE = "import java.util.*; public class Named {"
            + " static final long LONG = 5_000_000_000L; double fraction = 1.5;"
            + " public void other(int one) { for (int i = 0; i < one; i++) { fraction += i; } }"
            + " public void eval(int number, long wide, List<String> list, double fraction) {"
            + "   Runnable lambda = () -> System.out.println(list + \"\" + wide);"
            + "   for (int i = 0; i < number; i++) { String inner = \"x\" + i; lambda.run(); } }"
            + " public void nothing() {} }";

    @TempDir
    private Path directory;

    private List<String> names(String option, String method) throws Exception {
        Path source = directory.resolve("Named.java");
        Files.writeString(source, SOURCE);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, option, "-d", directory.toString(), source.toString()))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            Method found = Arrays.stream(loader.loadClass("Named").getMethods())
                    .filter(each -> each.getName().equals(method))
                    .findFirst()
                    .orElseThrow();
            return ParameterNames.of(found);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-parameters"})
    void areThoseOfTheSource(String option) throws Exception {
        assertThat(names(option, "eval")).containsExactly("number", "wide", "list", "fraction");
        assertThat(names(option, "nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g:none", "-g:lines"})
    void areUnknownWhereTheClassFileHasNone(String option) throws Exception {
        assertThat(names(option, "eval")).containsExactly(null, null, null, null);
    }
}

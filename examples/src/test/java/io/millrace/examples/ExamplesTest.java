/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
    static List<String> names() {
        return Examples.ALL.stream().map(Example::name).toList();
    }

    private static String printed(String name) throws Exception {
        PrintStream standard = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Examples.run(Examples.named(name).orElseThrow(), List.of());
        } finally {
            System.setOut(standard);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("names")
    void printsTheSameInEveryRun(String name) throws Exception {
        List<String> first = printed(name).lines().sorted().toList();

        assertThat(first).hasSizeBetween(5, 200);
        assertThat(printed(name).lines().sorted()).isEqualTo(first);
    }

    @Test
    void namesAreDifferentAndEachIsFoundByItsName() {
        assertThat(names()).doesNotHaveDuplicates();
        assertThat(Examples.named("no-such-example")).isEmpty();
    }

    @Test
    void noiseIsSpreadEvenly() {
        int[] counts = new int[10];
        for (int i = 0; i < 10_000; i++) {
            counts[Noise.below(10, i, 1)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(850, 1_150);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class NexmarkCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--engines, spark, Unknown engine 'spark'",
        "--queries, q99, Unknown query 'q99'; the queries are q0",
        "--parallelism, 0, --parallelism is 0; it must be at least 1",
        "--events, -5, --events is -5; it must be at least 1",
        "--runs, 0, --runs is 0; it must be at least 1",
    })
    void refusesWrongValuesAndSaysWhatIsRight(String option, String value, String message) {
        StringWriter errors = new StringWriter();
        int status = new CommandLine(new NexmarkCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(option, value);
        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(message);
    }
}

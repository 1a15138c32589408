/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CheckpointCommandsTest {

    @ParameterizedTest
    @CsvSource({
        "--engines, flink, '--engines must be of [millrace, flink-hashmap, flink-rocksdb]'",
        "--keys, 1001, 'a multiple of the parallelism; not 1001'",
        "--parallelism, 0, --parallelism must be above 0",
        "--share, 2, --share must be above 0 and at most 1",
        "--seconds, 0, --seconds and --rounds must be above 0",
    })
    void checkpointRefusesWrongValuesAndSaysWhatIsRight(String option, String value, String message) {
        assertThat(errorsOf(new CheckpointCommand(), option, value)).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "--state, 3x, '''3x'' is no size: give bytes, or a number with k, m or g, such as 256m'",
        "--state, 10, '--state must be from 200 bytes to 200g, not 10'",
        "--parallelism, 0, --parallelism must be above 0",
        "--runs, 0, --runs must be above 0",
    })
    void recoveryRefusesWrongValuesAndSaysWhatIsRight(String option, String value, String message) {
        assertThat(errorsOf(new RecoveryCommand(), option, value)).contains(message);
    }

    private static String errorsOf(Object command, String option, String value) {
        StringWriter errors = new StringWriter();
        int status =
                new CommandLine(command).setErr(new PrintWriter(errors, true)).execute(option, value);
        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        return errors.toString();
    }
}

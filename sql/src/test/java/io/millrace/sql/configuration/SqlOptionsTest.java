/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.sql.parser.SqlException;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlOptionsTest {

    private final SqlOptions options = new SqlOptions();

    @Test
    void whatIsNotSetHasItsDefaultOrNone() {
        assertThat(options.get(SqlOptions.STATE_TTL)).contains(Duration.ZERO);
        assertThat(options.get(SqlOptions.PARALLELISM)).isEmpty();
        assertThat(options.get(SqlOptions.RUNTIME_MODE)).contains(RuntimeMode.STREAMING);
    }

    @Test
    void whatIsSetIsReadByItsType() {
        options.set("table.exec.state.ttl", "2 h");
        options.set("table.local-time-zone", "Europe/Berlin");
        options.set("execution.runtime-mode", "BATCH");
        options.set("parallelism.default", "4");

        assertThat(options.get(SqlOptions.STATE_TTL)).contains(Duration.ofHours(2));
        assertThat(options.get(SqlOptions.LOCAL_TIME_ZONE)).contains(ZoneId.of("Europe/Berlin"));
        assertThat(options.get(SqlOptions.RUNTIME_MODE)).contains(RuntimeMode.BATCH);
        assertThat(options.get(SqlOptions.PARALLELISM)).contains(4);
    }

    @Test
    void resetGoesBackToTheDefault() {
        options.set("table.exec.state.ttl", "2 h");
        options.reset("table.exec.state.ttl");

        assertThat(options.values()).isEmpty();
    }

    @Test
    void anUnknownKeyIsAnErrorWithTheNearestOne() {
        assertThatExceptionOfType(SqlException.class)
                .isThrownBy(() -> options.set("paralelism.default", "4"))
                .withMessage("There is no option 'paralelism.default'. Did you mean 'parallelism.default'?");
    }

    @ParameterizedTest
    @CsvSource({
        "parallelism.default, 0",
        "table.exec.state.ttl, 5 parsecs",
        "table.local-time-zone, Atlantis",
        "table.exec.mini-batch.enabled, maybe",
        "execution.runtime-mode, fast",
        "table.exec.mini-batch.size, many"
    })
    void aWrongValueIsAnErrorThatSaysWhatIsAllowed(String key, String value) {
        assertThatExceptionOfType(SqlException.class)
                .isThrownBy(() -> options.set(key, value))
                .withMessageStartingWith("'" + value + "' is no value for '" + key + "'. It must be ");
        assertThat(options.values()).isEmpty();
    }

    @Test
    void everyDefaultIsAValue() {
        SqlOptions.known().forEach(option -> option.defaultText().ifPresent(option::read));
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "10 ms, 10", "1s, 1000", "2 min, 120000", "1 d, 86400000", "3 HOURS, 10800000"})
    void durationsHaveUnits(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkAddressTest {
    @ParameterizedTest
    @CsvSource({
        "flink://jobs.example.com:9000, jobs.example.com, 9000, http://jobs.example.com:9000/",
        "flink://jobs.example.com, jobs.example.com, 8081, http://jobs.example.com:8081/",
        "flink://localhost:8081/, localhost, 8081, http://localhost:8081/",
        "flink://[::1]:8082, [::1], 8082, http://[::1]:8082/"
    })
    void isReadWithOrWithoutAPort(String text, String host, int port, String webPage) {
        FlinkAddress address = FlinkAddress.parse(text);

        assertThat(address).isEqualTo(new FlinkAddress(host, port));
        assertThat(address.webPage()).hasToString(webPage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:8081",
                "http://localhost:8081",
                "flink:localhost",
                "flink://",
                "flink://local host",
                "flink://me@localhost",
                "flink://localhost/jobs",
                "flink://localhost?a=b"
            })
    void refusesWhatIsNoAddressAndSaysHowItIsWritten(String text) {
        assertThatThrownBy(() -> FlinkAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is no address of a Flink cluster")
                .hasMessageContaining("flink://HOST:PORT");
    }

    @Test
    void refusesPortsThatDoNotExist() {
        assertThatThrownBy(() -> FlinkAddress.parse("flink://localhost:70000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A port is 1 to 65535, but localhost has 70000");
    }
}

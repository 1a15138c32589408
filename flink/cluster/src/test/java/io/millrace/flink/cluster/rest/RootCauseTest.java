/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {
    @Test
    void isTheLastCauseWithoutItsPackage() {
        assertThat(RootCause.of("""
                        org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy
                        \tat org.apache.flink.Some.method(Some.java:17)
                        Caused by: java.lang.RuntimeException: Could not forward
                        \tat org.apache.flink.Some.other(Some.java:18)
                        \t... 5 more
                        Caused by: com.example.Orders$TooLate: order 7 came too late
                        \tat com.example.Orders.check(Orders.java:9)
                        \t... 6 more
                        """)).isEqualTo("Orders$TooLate: order 7 came too late");
    }

    @Test
    void isTheExceptionItselfWhereItHasNoCause() {
        assertThat(RootCause.of("java.lang.NullPointerException\n\tat a.B.c(B.java:1)\n"))
                .isEqualTo("NullPointerException");
    }

    @Test
    void joinsAMessageOfSeveralLines() {
        assertThat(RootCause.of(
                        "a.B: x\n\tat a.B.c(B.java:1)\nCaused by: c.D: The job\n  cannot start\n\tat c.D.e(D.java:2)"))
                .isEqualTo("D: The job cannot start");
    }

    @Test
    void knowsHowFlinkMarksWhatItSendsOverTheNetwork() {
        assertThat(
                        RootCause.of(
                                "<Exception on server side:\norg.apache.flink.util.SerializedThrowable: "
                                        + "java.lang.IllegalStateException: no\n\tat a.B.c(B.java:1)\n\nEnd of exception on server side>"))
                .isEqualTo("IllegalStateException: no");
    }

    @Test
    void leavesAloneWhatIsNoStackTrace() {
        assertThat(RootCause.of("Not found: /jobs/x")).isEqualTo("Not found: /jobs/x");
    }
}

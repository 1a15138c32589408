/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.operator.HotKey;
import io.millrace.runner.JobClient;
import io.millrace.stream.KeyedStream;
import io.millrace.stream.StreamExecutionEnvironment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotKeysTest {
    @Test
    void theMetricsNameTheHottestKeysAndTheirShares() throws Exception {
        List<HotKey> hottest = hotKeys(number -> number % 10 < 4 ? -1 : number % 10 < 6 ? -2 : number);
        assertThat(hottest).extracting(HotKey::key).containsExactly("-1", "-2");
        assertThat(hottest.get(0).share()).isCloseTo(0.4, within(0.06));
        assertThat(hottest.get(1).share()).isCloseTo(0.2, within(0.06));
    }

    @Test
    void whereKeysAreEquallyCommonNoneIsHot() throws Exception {
        assertThat(hotKeys(number -> number)).isEmpty();
    }

    private interface Keys extends io.millrace.function.KeySelector<Long, Long> {}

    private static List<HotKey> hotKeys(Keys keys) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        KeyedStream<Long, Long> stream = environment.fromSequence(1, 300_000).keyBy(keys);
        stream.reduce((a, b) -> b).filter(number -> false).print();
        JobClient client = environment.executeAsync("hot keys");
        assertThat(client.await(Duration.ofMinutes(1))).isTrue();
        return client.metrics().tasks().stream()
                .flatMap(task -> task.hotKeys().stream())
                .toList();
    }
}

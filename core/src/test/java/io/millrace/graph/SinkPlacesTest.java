/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** Sinks that clear away what they have not written must not meet in one job. */
class SinkPlacesTest {
    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
    private final DataStream<Long> numbers = environment.fromSequence(1, 3);

    private record PlacedSink(String ownPlace) implements Sink<Long> {
        @Override
        public SinkWriter<Long> createWriter(SinkContext context) {
            throw new IllegalStateException("Nothing runs here");
        }
    }

    private void write(String name, String place) {
        numbers.sinkTo(new PlacedSink(place)).name(name);
    }

    private void compile() {
        GraphCompiler.compile(environment.getJobGraph("job"));
    }

    @Test
    void twoSinksOfOnePlaceAreRefused() {
        write("new", "out/orders");
        write("old", "out/orders");

        assertThatThrownBy(this::compile)
                .hasMessage(
                        "The sinks 'new' and 'old' write to one place, and would lose each other's output: out/orders."
                                + " Write the union of their streams with one sink, or give each a place of its own.");
    }

    @Test
    void aPlaceBelowAnotherOneIsPartOfIt() {
        write("all", "out/orders");
        write("some", "out/orders/2026");

        assertThatThrownBy(this::compile).hasMessageContaining("out/orders and out/orders/2026.");
    }

    @Test
    void placesBesideEachOtherAreTwo() {
        write("orders", "out/orders");
        write("more", "out/orders-2026");
        write("anywhere", "");
        write("anywhere else", "");

        assertThatCode(this::compile).doesNotThrowAnyException();
    }
}

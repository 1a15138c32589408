/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.AggregateFunction;
import io.millrace.function.KeySelector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionTypesTest {
    /** A class with a part that cannot be encoded. */
    record Connection(String host, Thread reader) {}

    record Good(String name) {}

    abstract static class Keyed<T, K> implements KeySelector<T, K> {}

    static final class ByConnection extends Keyed<String, List<Connection>> {
        @Override
        public List<Connection> getKey(String value) {
            return List.of();
        }
    }

    static final class Counting implements AggregateFunction<String, Map<String, Connection>, Long> {
        @Override
        public Map<String, Connection> createAccumulator() {
            return Map.of();
        }

        @Override
        public Map<String, Connection> add(String value, Map<String, Connection> accumulator) {
            return accumulator;
        }

        @Override
        public Long getResult(Map<String, Connection> accumulator) {
            return 0L;
        }
    }

    private static void requireKey(KeySelector<?, ?> selector) {
        FunctionTypes.requireEncodable(selector, KeySelector.class, 1, "The key");
    }

    @Test
    void refusesTheTypeArgumentOfAClassThroughItsSupertypes() {
        assertThatThrownBy(() -> requireKey(new ByConnection()))
                .isInstanceOf(UnsupportedTypeException.class)
                .hasMessageStartingWith("The key is a java.util.List<" + Connection.class.getName() + ">.")
                .hasMessageContaining("Cannot encode java.lang.Thread at value[].reader");
    }

    @Test
    void refusesTheAccumulatorOfAnAggregate() {
        assertThatThrownBy(() ->
                        FunctionTypes.requireEncodable(new Counting(), AggregateFunction.class, 1, "The accumulator"))
                .hasMessageContaining("java.lang.Thread at value{value}.reader");
    }

    @Test
    void refusesWhatALambdaReturns() {
        assertThatThrownBy(() -> requireKey((KeySelector<String, Connection>) v -> new Connection(v, null)))
                .hasMessageContaining("java.lang.Thread at Connection.reader");
    }

    @Test
    void refusesWhatALambdaTakes() {
        KeySelector<Connection, String> selector = Connection::host;
        assertThatThrownBy(() -> FunctionTypes.requireEncodable(selector, KeySelector.class, 0, "The element"))
                .hasMessageContaining("java.lang.Thread at Connection.reader");
    }

    @Test
    void passesWhatCanBeEncodedOrCannotBeKnown() {
        assertThatCode(() -> {
                    requireKey((KeySelector<String, Good>) Good::new);
                    requireKey((KeySelector<String, Integer>) String::length);
                    requireKey((KeySelector<String, List<Connection>>) v -> List.of());
                    requireKey((KeySelector<Object, Object>) v -> v);
                    requireKey(v -> (Comparable<?>) "");
                })
                .doesNotThrowAnyException();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.data.CodecSamples.Color;
import io.millrace.data.CodecSamples.Dog;
import io.millrace.data.CodecSamples.Pair;
import io.millrace.data.CodecSamples.Point;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ObservedCodecTest {
    private static List<Object> values() {
        return new ArrayList<>(Arrays.asList(
                1L,
                2,
                (short) 3,
                "four",
                null,
                Instant.ofEpochSecond(5),
                new UUID(1, 2),
                Color.GREEN,
                new Point(7, null),
                new Pair<>(8L, new Pair<>("nine", List.of(10))),
                new ArrayList<>(Arrays.asList(1L, "a", null, new ArrayList<>(List.of(2)))),
                new LinkedList<>(List.of(new Point(1, "p"))),
                new HashMap<>(Map.of(new Point(1, "k"), new ArrayList<>(List.of(1.5)))),
                new TreeMap<>(Map.of("a", 1, "b", 2)),
                Map.of("only", Optional.of(3L)),
                Optional.of("x"),
                Optional.empty(),
                List.of(),
                new long[] {1},
                new String[] {"a", null},
                new Object[] {1L, "b"},
                new byte[] {1},
                Dog.of("sit")));
    }

    @Test
    void valuesOfAllClassesShareOneSchemaThatReadsThemBack() throws IOException {
        ObservedCodec codec = Codecs.observed();
        values().forEach(codec::observe);
        for (Object value : values()) {
            byte[] content = Bytes.write(codec, value);
            assertThat(codec.read(Bytes.decoder(content)))
                    .usingRecursiveComparison()
                    .isEqualTo(value);
            Bytes.readGeneric(codec.schema(), content);
            Schema stored = new Schema.Parser().parse(codec.schema().toString());
            Codec<Object> reader = Codecs.forSchema(stored);
            assertThat(reader.schema()).isEqualTo(stored);
            Object read = reader.read(Bytes.decoder(content));
            assertThat(read).usingRecursiveComparison().isEqualTo(value);
        }
    }

    @Test
    void classesOfJdkContainersAreKept() throws IOException {
        for (Object value :
                List.of(new LinkedList<>(List.of(1)), new HashMap<>(Map.of(1, 2)), new TreeMap<>(Map.of(1, 2)))) {
            ObservedCodec codec = Codecs.observed();
            codec.observe(value);
            assertThat(Bytes.roundTrip(codec, value)).isEqualTo(value).hasSameClassAs(value);
        }
    }

    @Test
    void schemaDoesNotDependOnTheOrderOfObservation() {
        List<Object> backwards = values();
        java.util.Collections.reverse(backwards);
        ObservedCodec one = Codecs.observed();
        values().forEach(one::observe);
        ObservedCodec other = Codecs.observed();
        backwards.forEach(other::observe);
        assertThat(other.schema()).isEqualTo(one.schema());
    }

    @Test
    void twoObservedCodecsFitIntoOneSchema() {
        ObservedCodec one = Codecs.observed();
        one.observe(new Pair<>(1L, "a"));
        ObservedCodec other = Codecs.observed();
        other.observe(new Pair<>("b", new ArrayList<>(List.of(2))));
        Schema row = Schema.createRecord(
                "Row",
                null,
                null,
                false,
                List.of(new Schema.Field("key", one.schema()), new Schema.Field("value", other.schema())));
        assertThat(new Schema.Parser().parse(row.toString())).isEqualTo(row);
    }

    @Test
    void copiesByTheClassOfTheValue() {
        ObservedCodec codec = Codecs.observed();
        Point point = new Point(1, "a");
        assertThat(codec.copy(point)).isSameAs(point);
        List<Object> list = new ArrayList<>(List.of(new ArrayList<>(List.of(1))));
        Object copy = codec.copy(list);
        ((List<?>) list.get(0)).clear();
        assertThat(copy).isEqualTo(List.of(List.of(1)));
        assertThat(codec.isImmutable()).isFalse();
    }

    @Test
    void refusesWhatItCannotEncodeAndWhatItHasNotSeen() {
        ObservedCodec codec = Codecs.observed();
        codec.observe(1L);
        assertThatThrownBy(() -> codec.observe(new ArrayList<>(List.of(new Object() {}))))
                .isInstanceOf(UnsupportedTypeException.class);
        assertThatThrownBy(() -> codec.observe(new CodecSamples.Order(List.of())))
                .hasMessageContaining("at Order.items[].owner");
        assertThatThrownBy(() -> codec.observe(new CodecSamples.Order(List.of())))
                .hasMessageContaining("at Order.items[].owner");
        ObservedCodec other = Codecs.observed();
        other.observe(1L);
        assertThatThrownBy(() -> Bytes.write(other, "text")).hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> other.observe("text")).isInstanceOf(IllegalStateException.class);
    }
}

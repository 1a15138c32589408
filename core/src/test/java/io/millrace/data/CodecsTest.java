/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.data.CodecSamples.Animal;
import io.millrace.data.CodecSamples.Anything;
import io.millrace.data.CodecSamples.Chain;
import io.millrace.data.CodecSamples.Circle;
import io.millrace.data.CodecSamples.Color;
import io.millrace.data.CodecSamples.Dog;
import io.millrace.data.CodecSamples.Failure;
import io.millrace.data.CodecSamples.Nested;
import io.millrace.data.CodecSamples.Order;
import io.millrace.data.CodecSamples.Pair;
import io.millrace.data.CodecSamples.Point;
import io.millrace.data.CodecSamples.Primitives;
import io.millrace.data.CodecSamples.Result;
import io.millrace.data.CodecSamples.Shape;
import io.millrace.data.CodecSamples.Square;
import io.millrace.data.CodecSamples.Success;
import io.millrace.data.CodecSamples.Tree;
import io.millrace.data.CodecSamples.Unit;
import io.millrace.tuple.Tuple;
import io.millrace.tuple.Tuple1;
import io.millrace.tuple.Tuple2;
import io.millrace.tuple.Tuple3;
import io.millrace.tuple.Tuple4;
import io.millrace.tuple.Tuple5;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {
    static List<Object> scalars() {
        return List.of(
                "text ä€\uD83D\uDE00",
                true,
                (byte) -7,
                (short) 300,
                'ß',
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                1.5f,
                Double.NaN,
                new BigInteger("-123456789012345678901234567890"),
                new BigDecimal("1.10"),
                new BigDecimal("-7E+30"),
                new UUID(-5, 7),
                OptionalInt.of(-3),
                OptionalInt.empty(),
                OptionalLong.of(Long.MIN_VALUE),
                OptionalLong.empty(),
                OptionalDouble.of(Double.NaN),
                OptionalDouble.empty(),
                Instant.MAX,
                Instant.ofEpochSecond(-1, 999_999_999),
                Duration.ofNanos(-1),
                LocalDate.of(2001, 3, 31),
                LocalDate.MAX,
                LocalDate.MIN,
                LocalTime.MAX,
                LocalDateTime.MIN,
                ZonedDateTime.of(2020, 10, 25, 2, 30, 0, 1, ZoneId.of("Europe/Paris"))
                        .withLaterOffsetAtOverlap(),
                OffsetDateTime.MAX,
                Year.of(-44),
                YearMonth.of(2024, 2),
                MonthDay.of(2, 29),
                Period.of(1, -2, 3),
                ZoneOffset.ofHours(-3),
                Color.GREEN,
                new Point(3, "x"),
                Unit.ONE);
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void immutableValuesComeBackEqualAndAreNeverCopied(Object value) throws IOException {
        Codec<Object> codec = AnyCodec.codecFor(value);
        assertThat(Bytes.roundTrip(codec, value)).isEqualTo(value);
        assertThat(codec.isImmutable()).isTrue();
        assertThat(codec.copy(value)).isSameAs(value);
        Bytes.readGeneric(codec.schema(), Bytes.write(codec, value));
    }

    static List<Tuple> tuples() {
        return List.of(
                Tuple1.of("only"),
                Tuple2.of("a", 1L),
                Tuple3.of(1, Tuple2.of("inner", 2.5), "x"),
                Tuple4.of(1, 2, 3, 4),
                Tuple5.of(Optional.of(1), List.of(), Unit.ONE, Instant.EPOCH, new Tuple2<>()));
    }

    @ParameterizedTest
    @MethodSource("tuples")
    void tuplesComeBackEqualAndAreCopied(Tuple value) throws IOException {
        ObservedCodec observed = Codecs.observed();
        observed.observe(value);
        byte[] content = Bytes.write(observed, value);
        assertThat(Codecs.forSchema(observed.schema()).read(Bytes.decoder(content)))
                .isEqualTo(value);
        assertThat(observed.copy(value)).isEqualTo(value).isNotSameAs(value);
        Bytes.readGeneric(observed.schema(), content);
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void schemaTellsTheCodecOfItsType(Object value) throws IOException {
        Codec<Object> codec = AnyCodec.codecFor(value);
        Codec<Object> again = Codecs.forSchema(codec.schema());
        assertThat(again.read(Bytes.decoder(Bytes.write(codec, value)))).isEqualTo(value);
        assertThat(again.schema()).isEqualTo(codec.schema());
    }

    @Test
    void zoneOfDeclaredTypeComesBack() throws IOException {
        assertThat(Bytes.roundTrip(Codecs.of(ZoneId.class), ZoneId.of("Asia/Tokyo")))
                .isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void recordOfPrimitivesComesBackAndIsReadableByAvro() throws IOException {
        Primitives value = new Primitives(true, (byte) -1, (short) 2, 'c', 4, 5L, 6.5f, 7.25);
        Codec<Primitives> codec = Codecs.of(Primitives.class);
        assertThat(Bytes.roundTrip(codec, value)).isEqualTo(value);
        GenericRecord generic = (GenericRecord) Bytes.readGeneric(codec.schema(), Bytes.write(codec, value));
        assertThat(generic.get("b")).isEqualTo(-1);
        assertThat(generic.get("f")).isEqualTo(5L);
        assertThat(generic.get("h")).isEqualTo(7.25);
        assertThat(codec.schema().getFullName()).isEqualTo("io.millrace.data.CodecSamples.Primitives");
        assertThat(codec.schema().getProp("java-class")).isEqualTo(Primitives.class.getName());
    }

    @Test
    void nullComponentsComeBack() throws IOException {
        Point value = new Point(1, null);
        assertThat(Bytes.roundTrip(Codecs.of(Point.class), value)).isEqualTo(value);
    }

    @Test
    void genericComponentsAreResolved() throws IOException {
        Nested value = new Nested(
                new Pair<>("p", Arrays.asList(new Point(1, "a"), null)), Color.RED, Optional.of(new Point(2, null)));
        Codec<Nested> codec = Codecs.of(Nested.class);
        assertThat(Bytes.roundTrip(codec, value)).isEqualTo(value);
        Nested empty = new Nested(new Pair<>("", List.of()), null, Optional.empty());
        assertThat(Bytes.roundTrip(codec, empty)).isEqualTo(empty);
        assertThat(codec.schema().toString()).doesNotContain("io.millrace.data.Any");
    }

    @Test
    void differentArgumentsOfOneGenericClassLiveInOneSchema() throws IOException {
        record Both(Pair<String, Long> one, Pair<Long, String> two) {}
        Both value = new Both(new Pair<>("a", 1L), new Pair<>(2L, "b"));
        Codec<Both> codec = Codecs.of(Both.class);
        byte[] content = Bytes.write(codec, value);
        assertThat(codec.read(Bytes.decoder(content))).isEqualTo(value);
        Bytes.readGeneric(codec.schema(), content);
    }

    @Test
    void recursiveTypesComeBack() throws IOException {
        Tree tree =
                new Tree("root", List.of(new Tree("a", List.of(new Tree("b", List.of()))), new Tree("c", List.of())));
        assertThat(Bytes.roundTrip(Codecs.of(Tree.class), tree)).isEqualTo(tree);
        assertThat(Codecs.of(Tree.class).isImmutable()).isFalse();
        Chain chain = new Chain(1, new Chain(2, null));
        assertThat(Bytes.roundTrip(Codecs.of(Chain.class), chain)).isEqualTo(chain);
        assertThat(Codecs.of(Chain.class).isImmutable()).isTrue();
    }

    @Test
    void sealedTypesComeBack() throws IOException {
        Codec<Shape> codec = Codecs.of(Shape.class);
        for (Shape shape : List.of(new Circle(1), new Square(new Square(new Circle(2), 3), 4), Unit.ONE)) {
            assertThat(Bytes.roundTrip(codec, shape)).isEqualTo(shape);
            assertThat(Codecs.forSchema(codec.schema()).read(Bytes.decoder(Bytes.write(codec, shape))))
                    .isEqualTo(shape);
        }
        assertThat(codec.isImmutable()).isTrue();
    }

    @Test
    void argumentsReachThePermittedClasses() throws IOException {
        record Holder(List<Result<Point>> results) {}
        Codec<Holder> codec = Codecs.of(Holder.class);
        Holder value = new Holder(List.of(new Success<>(new Point(1, "a")), new Failure<>("no")));
        assertThat(Bytes.roundTrip(codec, value)).isEqualTo(value);
        assertThat(codec.schema().toString()).doesNotContain("io.millrace.data.Any");
    }

    @Test
    void pojosComeBackWithTheFieldsOfTheirSuperclasses() throws IOException {
        Dog dog = Bytes.roundTrip(Codecs.of(Dog.class), Dog.of("roll"));
        assertThat(dog).isEqualTo(Dog.of("roll"));
        assertThat(dog.tricks()).containsExactly("roll");
        assertThat(dog.isGood()).isTrue();
        assertThat(dog.weight()).isEqualTo(2.5f);
        assertThat(Codecs.of(Dog.class).isImmutable()).isFalse();
    }

    @Test
    void copiesShareNothingMutable() {
        Dog dog = Dog.of("roll");
        Dog copy = Codecs.of(Dog.class).copy(dog);
        dog.tricks().add("sit");
        assertThat(copy.tricks()).containsExactly("roll");
        long[] numbers = {1, 2};
        assertThat(Codecs.of(long[].class).copy(numbers)).isEqualTo(numbers).isNotSameAs(numbers);
    }

    @Test
    void containersComeBack() throws IOException {
        Map<String, Long> byName = new HashMap<>();
        byName.put("a", 1L);
        byName.put("none", null);
        CodecSamples.Containers value = new CodecSamples.Containers(
                byName,
                Map.of(new Point(1, "p"), List.of(Color.RED, Color.GREEN)),
                new TreeMap<>(Map.of(2, BigDecimal.TEN, 1, BigDecimal.ONE)),
                new long[] {1, -2},
                new byte[] {3, -4},
                new String[] {"x", null},
                Optional.of(new Circle(3)),
                List.of(Optional.empty(), Optional.of(9L)));
        Codec<CodecSamples.Containers> codec = Codecs.of(CodecSamples.Containers.class);
        byte[] content = Bytes.write(codec, value);
        assertThat(codec.read(Bytes.decoder(content)))
                .usingRecursiveComparison()
                .isEqualTo(value);
        assertThat(codec.copy(value)).usingRecursiveComparison().isEqualTo(value);
        assertThat(codec.stableHash(codec.copy(value))).isEqualTo(codec.stableHash(value));
        Bytes.readGeneric(codec.schema(), content);
    }

    @Test
    void declaredClassesOfContainersAreKept() throws IOException {
        record Kinds(LinkedList<Long> list, TreeSet<String> set, Deque<Integer> deque, LinkedHashMap<Long, Long> map) {}
        Kinds value = new Kinds(
                new LinkedList<>(List.of(1L)),
                new TreeSet<>(Set.of("b", "a")),
                new ArrayDeque<>(List.of(5)),
                new LinkedHashMap<>(Map.of(1L, 2L)));
        Kinds read = Bytes.roundTrip(Codecs.of(Kinds.class), value);
        assertThat(read.list()).isEqualTo(value.list());
        assertThat(read.set()).containsExactly("a", "b");
        assertThat(read.deque()).containsExactly(5);
        assertThat(read.map()).isEqualTo(value.map());
    }

    @Test
    void undeclaredPartsCarryTheirOwnSchema() throws IOException {
        Codec<Anything> codec = Codecs.of(Anything.class);
        for (Object part : List.of("s", 5L, List.of(1, "two", List.of(3L)), new Point(1, null), Map.of(1L, "x"))) {
            Anything value = new Anything(part, 7);
            assertThat(Bytes.roundTrip(codec, value)).isEqualTo(value);
            assertThat(codec.copy(value)).isEqualTo(value);
        }
    }

    @Test
    void codecIsDerivedOncePerType() throws NoSuchMethodException {
        Type type = CodecSamples.Containers.class.getRecordComponents()[1].getGenericType();
        Object codec = Codecs.of(type);
        assertThat((Object) Codecs.of(type)).isSameAs(codec);
        assertThat(Codecs.of(Point.class)).isSameAs(Codecs.of(Point.class));
    }

    @Test
    void hashesAreOfContentAndTheSameForEqualValues() {
        assertThat(Codecs.of(Color.class).stableHash(Color.GREEN)).isEqualTo("GREEN".hashCode());
        assertThat(Codecs.of(String.class).stableHash("abc")).isEqualTo("abc".hashCode());
        assertThat(Codecs.of(Point.class).stableHash(new Point(2, "b"))).isEqualTo(2 * 31 + "b".hashCode());
        Codec<Object> observed = Codecs.observed();
        for (Object value : scalars()) {
            assertThat(observed.stableHash(value))
                    .isEqualTo(AnyCodec.codecFor(value).stableHash(value));
        }
        assertThat(observed.stableHash(new ArrayList<>(List.of(1L, "a"))))
                .isEqualTo(observed.stableHash(new LinkedList<>(List.of(1L, "a"))))
                .isEqualTo(observed.stableHash(List.of(1L, "a")));
        assertThat(observed.stableHash(new TreeSet<>(Set.of(3, 1, 2)))).isEqualTo(observed.stableHash(Set.of(2, 3, 1)));
        assertThat(observed.stableHash(new TreeMap<>(Map.of("a", 1, "b", 2))))
                .isEqualTo(observed.stableHash(Map.of("b", 2, "a", 1)));
        assertThat(Codecs.of(long[].class).stableHash(new long[] {1, 2}))
                .isEqualTo(Codecs.of(long[].class).stableHash(new long[] {1, 2}));
    }

    @Test
    void refusalNamesTypeAndPath() {
        assertThatThrownBy(() -> Codecs.of(Order.class))
                .isInstanceOf(UnsupportedTypeException.class)
                .hasMessageStartingWith("Cannot encode java.lang.Thread at Order.items[].owner: ")
                .hasMessageEndingWith("Make it a record, a POJO with a no-argument constructor, an enum or a sealed"
                        + " interface of those, or keep it out of state.");
    }

    @Test
    void refusesWhatItCannotRebuild() {
        assertThatThrownBy(() -> Codecs.of(Runnable.class)).hasMessageContaining("open interface");
        Runnable lambda = () -> {};
        assertThatThrownBy(() -> Codecs.of(lambda.getClass())).hasMessageContaining("lambda");
        class Local {}
        assertThatThrownBy(() -> Codecs.of(Local.class)).isInstanceOf(UnsupportedTypeException.class);
        record Keyed(Map<Thread, String> byThread) {}
        assertThatThrownBy(() -> Codecs.of(Keyed.class)).hasMessageContaining("at Keyed.byThread{key}: ");
        class Grow<T> {
            @SuppressWarnings("unused")
            private Grow<List<T>> next = this.next;
        }
        assertThatThrownBy(() -> Codecs.of(Grow.class)).isInstanceOf(UnsupportedTypeException.class);
    }

    @Test
    void refusesValuesThatWouldComeBackAsSomethingElse() {
        record Zoo(Animal animal, Map<String, Long> counts, Set<String> names) {}
        Codec<Zoo> codec = Codecs.of(Zoo.class);
        assertThatThrownBy(() -> Bytes.write(codec, new Zoo(Dog.of("roll"), Map.of(), Set.of())))
                .hasMessageContaining("Dog where io.millrace.data.CodecSamples$Animal is declared");
        assertThatThrownBy(() -> Bytes.write(codec, new Zoo(Animal.of("a", 1), new TreeMap<>(), Set.of())))
                .hasMessageContaining("unsorted");
        TreeSet<String> reversed = new TreeSet<>(Collections.reverseOrder());
        assertThatThrownBy(() -> Bytes.write(AnyCodec.codecFor(reversed), reversed))
                .hasMessageContaining("comparator");
        assertThatThrownBy(() -> Bytes.write(Codecs.of(Object[].class), new String[] {"a"}))
                .hasMessageContaining("java.lang.String[] where java.lang.Object[] is declared");
    }
}

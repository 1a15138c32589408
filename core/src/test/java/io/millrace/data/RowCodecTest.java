/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowCodecTest {
    private static final ClassLoader LOADER = RowCodecTest.class.getClassLoader();
    private static final int RANDOM_TYPES = 300;
    private static final List<Class<?>> SCALARS = List.of(
            Boolean.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            BigDecimal.class,
            LocalDateTime.class,
            Instant.class,
            byte[].class);

    @SuppressWarnings("unchecked")
    private static Codec<Object> codec(Type type) {
        return (Codec<Object>) Codecs.of(type);
    }

    private static Schema parsed(Schema schema) {
        return new Schema.Parser().parse(schema.toString());
    }

    private static Object reshaped(Type written, Type wanted, Object value) throws IOException {
        Codec<Object> restored = Codecs.forSchema(parsed(codec(written).schema()), LOADER);
        Reshaping reshaping = Reshaping.between(restored, codec(wanted));
        Object read = restored.read(Bytes.decoder(Bytes.write(codec(written), value)));
        return reshaping == null ? read : reshaping.apply(read);
    }

    @Test
    void otherToolsSeeColumnsByName() throws IOException {
        Codec<Object> codec = codec(RowType.of(List.of("customer", "total price"), List.of(String.class, Long.class)));

        GenericRecord read =
                (GenericRecord) Bytes.readGeneric(codec.schema(), Bytes.write(codec, RowData.of("ann", null)));

        assertThat(read.get("customer")).hasToString("ann");
        assertThat(read.get("total_u20price")).isNull();
        assertThat(read.getSchema().getField("total_u20price").getProp("column")).isEqualTo("total price");
        assertThat(read.getSchema().getProp("java-class")).isEqualTo(RowData.class.getName());
    }

    @Test
    void columnsWhoseLegalNamesAreTheSameStayApart() throws IOException {
        RowType type = RowType.of(List.of("a b", "a_u20b", ""), List.of(Long.class, Long.class, Long.class));
        RowData row = RowData.of(1L, 2L, 3L);

        assertThat(reshaped(type, type, row)).isEqualTo(row);
        assertThat(Codecs.rowTypeOf(parsed(codec(type).schema()), LOADER)).isEqualTo(type);
    }

    /** A schema alone says what wrote it, however deep the rows lie. */
    @Test
    void anyTypeComesBackFromItsSchemaAndAnyValueFromItsBytes() throws IOException {
        for (int seed = 0; seed < RANDOM_TYPES; seed++) {
            Random random = new Random(seed);
            Type type = randomType(random, 3);
            if (!(type instanceof RowType)) {
                type = RowType.of(List.of("only"), List.of(type));
            }
            Codec<Object> written = codec(type);
            Codec<Object> read = Codecs.forSchema(parsed(written.schema()), LOADER);
            assertThat(read.schema()).as("seed %d", seed).isEqualTo(written.schema());
            for (int i = 0; i < 5; i++) {
                Object row = randomValue(type, random);
                Object back = read.read(Bytes.decoder(Bytes.write(written, row)));
                assertThat(back).as("seed %d", seed).isEqualTo(row).hasSameHashCodeAs(row);
                assertThat(Bytes.write(read, back)).as("seed %d", seed).isEqualTo(Bytes.write(written, row));
            }
        }
    }

    /** As where a key's columns were not declared. */
    @Test
    void anyRowComesBackWithoutADeclaration() throws IOException {
        for (int seed = 0; seed < RANDOM_TYPES; seed++) {
            Random random = new Random(seed);
            List<RowData> rows = new ArrayList<>();
            ObservedCodec written = Codecs.observed();
            for (int i = 0; i < 5; i++) {
                List<@Nullable Object> values = new ArrayList<>();
                for (int column = random.nextInt(4); column > 0; column--) {
                    values.add(randomValue(SCALARS.get(random.nextInt(SCALARS.size())), random));
                }
                rows.add(RowData.of(values.toArray()));
                written.observe(rows.get(i));
            }
            Codec<Object> read = Codecs.forSchema(parsed(written.schema()), LOADER);
            for (RowData row : rows) {
                assertThat(read.read(Bytes.decoder(Bytes.write(written, row))))
                        .as("seed %d", seed)
                        .isEqualTo(row);
            }
        }
    }

    @Test
    void columnsAreFoundByNameInAnotherVersion() throws IOException {
        RowType written = RowType.of(
                List.of("gone", "number", "text"), List.of(Boolean.class, Integer.class, String.class));
        RowType wanted =
                RowType.of(List.of("text", "added", "number"), List.of(String.class, Double.class, Long.class));

        assertThat(reshaped(written, wanted, RowData.of(true, 7, "seven"))).isEqualTo(RowData.of("seven", null, 7L));
        assertThat(reshaped(written, wanted, RowData.of(null, null, null))).isEqualTo(RowData.of(null, null, null));
    }

    @Test
    void columnsOfRowsWithinRowsAreFoundByName() throws IOException {
        RowType written = RowType.of(
                List.of("place", "places"),
                List.of(
                        RowType.inLists(List.of("x", "y"), List.of(Integer.class, Integer.class)),
                        ContainerType.of(
                                List.class, RowType.inLists(List.of("x", "y"), List.of(Integer.class, Integer.class)))));
        RowType wanted = RowType.of(
                List.of("place", "places"),
                List.of(
                        RowType.inLists(List.of("y"), List.of(Long.class)),
                        ContainerType.of(List.class, RowType.inLists(List.of("z", "y"), List.of(Long.class, Long.class)))));

        assertThat(reshaped(written, wanted, RowData.of(List.of(1, 2), List.of(List.of(3, 4), List.of(5, 6)))))
                .isEqualTo(RowData.of(List.of(2L), List.of(Arrays.asList(null, 4L), Arrays.asList(null, 6L))));
    }

    @Test
    void namesTheColumnWhoseTypeDoesNotFit() {
        RowType written = RowType.of(List.of("n"), List.of(String.class));
        RowType wanted = RowType.of(List.of("n"), List.of(Long.class));

        assertThatThrownBy(() -> reshaped(written, wanted, RowData.of("seven")))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("field n")
                .hasMessageContaining("\"string\"")
                .hasMessageContaining("\"long\"");
    }

    @Test
    void namesTheColumnWhoseValueIsNotOfItsType() {
        Codec<Object> codec = codec(RowType.of(List.of("n"), List.of(Long.class)));

        assertThatThrownBy(() -> Bytes.write(codec, RowData.of("seven")))
                .isInstanceOf(UnsupportedTypeException.class)
                .hasMessageContaining("column n is a java.lang.String");
        assertThatThrownBy(() -> Bytes.write(codec, RowData.of(1L, 2L)))
                .isInstanceOf(UnsupportedTypeException.class)
                .hasMessageContaining("a row of 2 columns");
    }

    @Test
    void rowsAreNeverCopied() {
        Codec<Object> codec = codec(RowType.of(
                List.of("bytes", "list"), List.of(byte[].class, ContainerType.of(List.class, Long.class))));
        RowData row = RowData.of(new byte[] {1}, List.of(1L));

        assertThat(codec.isImmutable()).isTrue();
        assertThat(codec.copy(row)).isSameAs(row);
        assertThat(Codecs.observed().copy(row)).isSameAs(row);
    }

    @Test
    void bytesWithinListsCountByTheirContent() {
        RowData row = RowData.of(List.of(new byte[] {1, 2}), Map.of("k", new byte[] {3}));
        RowData same = RowData.of(List.of(new byte[] {1, 2}), Map.of("k", new byte[] {3}));
        RowData other = RowData.of(List.of(new byte[] {1, 2}), Map.of("k", new byte[] {4}));

        assertThat(row).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    }

    private static Type randomType(Random random, int depth) {
        int choice = depth == 0 ? 0 : random.nextInt(6);
        return switch (choice) {
            case 3 -> ContainerType.of(List.class, randomType(random, depth - 1));
            case 4 -> ContainerType.of(
                    Map.class, SCALARS.get(1 + random.nextInt(5)), randomType(random, depth - 1));
            case 5 -> {
                List<String> names = new ArrayList<>();
                List<Type> types = new ArrayList<>();
                for (int column = random.nextInt(4); column >= 0; column--) {
                    names.add("c" + column + (random.nextBoolean() ? "" : " é"));
                    types.add(randomType(random, depth - 1));
                }
                yield depth == 3 ? RowType.of(names, types) : RowType.inLists(names, types);
            }
            default -> SCALARS.get(random.nextInt(SCALARS.size()));
        };
    }

    private static @Nullable Object randomValue(Type type, Random random) {
        if (type instanceof RowType row) {
            List<@Nullable Object> values = new ArrayList<>();
            row.types().forEach(column -> values.add(random.nextInt(4) == 0 ? null : randomValue(column, random)));
            return row.raw() == RowData.class
                    ? RowData.of(values.toArray())
                    : Collections.unmodifiableList(values);
        } else if (type instanceof ContainerType container) {
            int size = random.nextInt(3);
            if (container.raw() == List.class) {
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    values.add(randomValue(container.arguments().get(0), random));
                }
                return Collections.unmodifiableList(values);
            }
            Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                values.put(
                        randomValue(container.arguments().get(0), random),
                        random.nextInt(4) == 0 ? null : randomValue(container.arguments().get(1), random));
            }
            return values;
        }
        return randomScalar((Class<?>) type, random);
    }

    private static Object randomScalar(Class<?> type, Random random) {
        if (type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == Integer.class) {
            return random.nextInt();
        } else if (type == Long.class) {
            return random.nextLong();
        } else if (type == Float.class) {
            return random.nextFloat();
        } else if (type == Double.class) {
            return random.nextDouble();
        } else if (type == String.class) {
            return Integer.toString(random.nextInt(), Character.MAX_RADIX) + "ß";
        } else if (type == BigDecimal.class) {
            return new BigDecimal(new BigInteger(90, random), random.nextInt(10));
        } else if (type == LocalDateTime.class) {
            return LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000), ZoneOffset.UTC);
        } else if (type == Instant.class) {
            return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        }
        byte[] bytes = new byte[random.nextInt(4)];
        random.nextBytes(bytes);
        return bytes;
    }
}

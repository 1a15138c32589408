/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import static io.millrace.sql.table.Programs.error;
import static io.millrace.sql.table.Programs.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.data.RowKind;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.row.Row;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.tuple.Tuple2;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordsAsTablesTest {
    private final StreamExecutionEnvironment environment = Programs.environment();
    private final StreamTableEnvironment tables = StreamTableEnvironment.create(environment);

    record Order(String user, int amount) {}

    enum Color {
        RED,
        GREEN
    }

    record Everything(
            boolean flag,
            byte tiny,
            short small,
            int number,
            long large,
            float single,
            double real,
            @Nullable Integer perhaps,
            BigDecimal price,
            String text,
            char letter,
            Color color,
            byte[] bytes,
            LocalDate day,
            LocalTime time,
            LocalDateTime local,
            Instant instant,
            List<Integer> list,
            int[] array,
            Set<String> set,
            Map<String, Long> map,
            Optional<String> optional,
            Order order,
            List<Order> orders) {}

    private static Everything everything() {
        return new Everything(
                true,
                (byte) 1,
                (short) 2,
                3,
                4,
                1.5f,
                2.5,
                null,
                new BigDecimal("9.99"),
                "text",
                'c',
                Color.GREEN,
                new byte[] {1, 2},
                LocalDate.of(2026, 1, 31),
                LocalTime.of(12, 30, 1, 5_000_000),
                LocalDateTime.of(2026, 1, 31, 12, 0, 0, 123_456_789),
                Instant.ofEpochSecond(1, 1),
                List.of(7, 8),
                new int[] {5},
                Set.of("one"),
                Map.of("k", 6L),
                Optional.of("there"),
                new Order("ann", 10),
                List.of(new Order("bob", 20)));
    }

    @Test
    void componentsAreColumns() {
        DataStream<Order> orders = environment.fromData(new Order("ann", 60), new Order("bob", 20));

        Table table = tables.fromDataStream(orders);

        assertThat(table.getResolvedSchema().toString()).isEqualTo("(\n  `user` STRING,\n  `amount` INT NOT NULL\n)");
        assertThat(rows(table.execute())).containsExactly("+I[ann, 60]", "+I[bob, 20]");
    }

    @Test
    void eachClassHasItsType() {
        Table table = tables.fromDataStream(environment.fromData(everything()));

        assertThat(table.getResolvedSchema().getColumnDataTypes())
                .containsExactly(
                        "BOOLEAN NOT NULL",
                        "TINYINT NOT NULL",
                        "SMALLINT NOT NULL",
                        "INT NOT NULL",
                        "BIGINT NOT NULL",
                        "FLOAT NOT NULL",
                        "DOUBLE NOT NULL",
                        "INT",
                        "DECIMAL(38, 18)",
                        "STRING",
                        "STRING NOT NULL",
                        "STRING",
                        "BYTES",
                        "DATE",
                        "TIME(3)",
                        "TIMESTAMP(9)",
                        "TIMESTAMP_LTZ(9)",
                        "ARRAY<INT>",
                        "ARRAY<INT NOT NULL>",
                        "ARRAY<STRING>",
                        "MAP<STRING, BIGINT>",
                        "STRING",
                        "ROW<`user` STRING, `amount` INT NOT NULL>",
                        "ARRAY<ROW<`user` STRING, `amount` INT NOT NULL>>");
    }

    @Test
    void valuesOfEachClassComeThrough() {
        tables.createTemporaryView("everything", environment.fromData(everything()));

        assertThat(rows(tables.executeSql("SELECT * FROM everything")))
                .containsExactly("+I[true, 1, 2, 3, 4, 1.5, 2.5, null, 9.990000000000000000, text, c, GREEN, [1, 2],"
                        + " 2026-01-31, 12:30:01.005, 2026-01-31T12:00:00.123456789, 1970-01-01T00:00:01.000000001Z,"
                        + " [7, 8], [5], [one], {k=6}, there, [ann, 10], [[bob, 20]]]");
    }

    @Test
    void fieldsOfNestedRecordsAreReached() {
        tables.createTemporaryView("everything", environment.fromData(everything()));

        assertThat(
                        rows(
                                tables.executeSql(
                                        "SELECT e.`order`.amount + 1, e.orders[1].`user`, e.map['k'], flag FROM everything e WHERE e.`order`.`user` = 'ann'")))
                .containsExactly("+I[11, bob, 6, true]");
    }

    record Parcel(int id, @Nullable Contents contents) {}

    record Contents(
            @Nullable String what, int grams, @Nullable Order order, Optional<Order> other) {}

    @Test
    void fieldsOfNestedRecordsAreNullWhereARecordAroundThemIs() {
        Order order = new Order("ann", 3);
        tables.createTemporaryView(
                "parcels",
                environment.fromData(
                        new Parcel(1, new Contents("pens", 20, order, Optional.of(order))),
                        new Parcel(2, new Contents(null, 5, null, Optional.empty())),
                        new Parcel(3, null)));

        assertThat(
                        rows(
                                tables.executeSql(
                                        "SELECT id, p.contents.what, p.contents.grams, p.contents.`order`.amount, p.contents IS NULL FROM parcels p")))
                .containsExactly(
                        "+I[1, pens, 20, 3, false]", "+I[2, null, 5, null, false]", "+I[3, null, null, null, true]");
        assertThat(rows(tables.executeSql("SELECT id, p.contents.other.amount, p.contents.grams FROM parcels p")))
                .containsExactly("+I[1, 3, 20]", "+I[2, null, 5]", "+I[3, null, null]");
    }

    @Test
    void fieldsOfRowsWithinRowsAreReached() {
        Table table = tables.fromDataStream(
                environment.fromData(Row.of(1, Row.of("a", 2L)), Row.of(2, null)),
                Schema.newBuilder()
                        .column("id", "INT")
                        .column("inner", "ROW<name STRING, size BIGINT>")
                        .build());

        assertThat(rows(tables.sqlQuery("SELECT id, t.`inner`.size + 1 FROM " + table + " AS t")
                        .execute()))
                .containsExactly("+I[1, 3]", "+I[2, null]");
    }

    @Test
    void aFieldThatIsNeverNullIsRequiredWhereItsRecordIsThere() {
        Table table = tables.fromDataStream(
                environment.fromData(new Parcel(3, null), new Parcel(1, new Contents(null, 1, null, Optional.empty()))),
                Schema.newBuilder()
                        .column("contents", "ROW<what STRING NOT NULL>")
                        .build());

        assertThatThrownBy(() -> rows(tables.sqlQuery("SELECT t.contents.what FROM " + table + " AS t")
                        .execute()))
                .hasStackTraceContaining("The component 'what' of Contents is null in a record");
    }

    @Test
    void streamsOfSingleValuesHaveOneColumn() {
        Table table = tables.fromDataStream(environment.fromSequence(1, 3));

        assertThat(rows(tables.sqlQuery("SELECT f0 * 2 FROM " + table).execute()))
                .containsExactly("+I[2]", "+I[4]", "+I[6]");
    }

    @Test
    void aStreamMayBeMadeByALambda() {
        DataStream<Order> orders = environment.fromSequence(1, 2).map(number -> new Order("user" + number, 1));

        assertThat(rows(tables.fromDataStream(orders).execute())).containsExactly("+I[user1, 1]", "+I[user2, 1]");
    }

    /** A class as Flink takes it. */
    public static class Pojo {
        private int count;
        public @Nullable String name;

        public int getCount() {
            return count + 1;
        }

        public void setCount(int newCount) {
            count = newCount;
        }
    }

    @Test
    void fieldsOfPojosAreReadThroughGettersWhereThereAreSome() {
        Pojo pojo = new Pojo();
        pojo.setCount(6);
        pojo.name = "seven";

        Table table = tables.fromDataStream(environment.fromData(pojo));

        assertThat(table.getResolvedSchema().getColumnNames()).containsExactly("count", "name");
        assertThat(rows(table.execute())).containsExactly("+I[7, seven]");
    }

    @Test
    void tuplesNeedTheirTypesDeclared() {
        DataStream<Tuple2<String, Long>> stream = environment.fromData(Tuple2.of("a", 1L));

        Table table = tables.fromDataStream(
                stream,
                Schema.newBuilder()
                        .column("f1", "BIGINT")
                        .column("f0", "STRING")
                        .build());

        assertThat(rows(table.execute())).containsExactly("+I[1, a]");
        assertThat(error(() -> tables.fromDataStream(stream)))
                .isEqualTo("The component 'f0' of Tuple2 is a Object, and SQL has no type for that. Map the stream to"
                        + " records of primitives, strings, BigDecimal, the classes of java.time, lists, maps, and such"
                        + " records, or declare the column's type in a Schema.");
    }

    @Test
    void aSchemaNamesSomeColumnsAndGivesThemOtherTypes() {
        DataStream<Order> orders = environment.fromData(new Order("ann", 60));

        Table table = tables.fromDataStream(
                orders,
                Schema.newBuilder()
                        .column("amount", "DECIMAL(10, 2) NOT NULL")
                        .columnByExpression("doubled", "amount * 2")
                        .build());

        assertThat(table.getResolvedSchema().getColumnDataTypes())
                .containsExactly("DECIMAL(10, 2) NOT NULL", "DECIMAL(21, 2) NOT NULL");
        assertThat(rows(table.execute())).containsExactly("+I[60.00, 120.00]");
    }

    @Test
    void aSchemaWithoutPhysicalColumnsAddsToThoseOfTheRecords() {
        DataStream<Order> orders = environment.fromData(new Order("ann", 60));

        Table table = tables.fromDataStream(
                orders,
                Schema.newBuilder()
                        .columnByExpression("loud", "UPPER(`user`)")
                        .primaryKey("amount")
                        .build());

        assertThat(rows(table.execute())).containsExactly("+I[ann, 60, ANN]");
    }

    @Test
    void theTimestampsOfTheStreamAreAColumn() {
        DataStream<Order> orders = environment
                .fromData(new Order("ann", 60))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Order>forMonotonousTimestamps()
                        .withTimestampAssigner((order, before) -> 1000L * order.amount()));

        Table table = tables.fromDataStream(
                orders,
                Schema.newBuilder()
                        .columnByMetadata("rowtime", "TIMESTAMP_LTZ(3)")
                        .columnByMetadata("fine", "TIMESTAMP_LTZ(9)", "rowtime")
                        .watermark("rowtime", "SOURCE_WATERMARK()")
                        .build());

        assertThat(table.getResolvedSchema().getColumnDataTypes())
                .containsExactly("STRING", "INT NOT NULL", "TIMESTAMP_LTZ(3) *ROWTIME*", "TIMESTAMP_LTZ(9)");
        assertThat(rows(table.execute())).containsExactly("+I[ann, 60, 1970-01-01T00:01:00Z, 1970-01-01T00:01:00Z]");
    }

    record Event(String name, long millis) {}

    @Test
    void aLongCanBeDeclaredAsATimestampAndAsRowtime() {
        Table table = tables.fromDataStream(
                environment.fromData(new Event("start", 1500)),
                Schema.newBuilder()
                        .column("name", "STRING")
                        .column("millis", "TIMESTAMP_LTZ(3)")
                        .watermark("millis", "millis - INTERVAL '1' SECOND")
                        .build());

        assertThat(table.getResolvedSchema().getColumnDataTypes())
                .containsExactly("STRING", "TIMESTAMP_LTZ(3) *ROWTIME*");
        assertThat(rows(table.execute())).containsExactly("+I[start, 1970-01-01T00:00:01.500Z]");
    }

    @Test
    void recordsWithoutTimestampsSaySo() {
        Table table = tables.fromDataStream(
                environment.fromData(new Order("ann", 60)),
                Schema.newBuilder()
                        .columnByMetadata("rowtime", "TIMESTAMP_LTZ(3)")
                        .build());

        assertThatThrownBy(() -> rows(table.execute()))
                .rootCause()
                .hasMessageContaining("has no timestamp, and the table asks for its rowtime");
    }

    @Test
    void changesComeAsRows() {
        DataStream<Row> changes = environment.fromData(
                Row.of("ann", 1),
                Row.ofKind(RowKind.UPDATE_BEFORE, "ann", 1),
                Row.ofKind(RowKind.UPDATE_AFTER, "ann", 2),
                Row.ofKind(RowKind.DELETE, "ann", 2),
                Row.of("bob", null));
        Schema schema = Schema.newBuilder()
                .column("name", "STRING")
                .column("amount", "BIGINT")
                .build();

        Table table = tables.fromChangelogStream(changes, schema);

        assertThat(rows(table.execute()))
                .containsExactly("+I[ann, 1]", "+I[bob, null]", "+U[ann, 2]", "-D[ann, 2]", "-U[ann, 1]");
        assertThat(rows(tables.executeSql("SELECT SUM(amount) FROM " + table + " HAVING SUM(amount) > 100")))
                .isEmpty();
    }

    @Test
    void changesThatTheModeDoesNotKnowFailTheJob() {
        DataStream<Row> changes = environment.fromData(Row.ofKind(RowKind.DELETE, "ann"));
        Schema schema = Schema.newBuilder().column("name", "STRING").build();

        assertThatThrownBy(() -> rows(tables.fromDataStream(changes, schema).execute()))
                .rootCause()
                .hasMessageContaining("is -D, and the table takes only I. Make it with fromChangelogStream: -D[ann]");
        Table keyless = tables.fromChangelogStream(changes, schema, ChangelogMode.upsert());
        assertThat(error(keyless::execute))
                .contains("tells of an update only what a row has become (I,UA,D)")
                .endsWith("Declare one: PRIMARY KEY (...) NOT ENFORCED.");
    }

    @Test
    void upsertsAreMadeWholeByTheirKey() {
        DataStream<Row> changes = environment.fromData(
                Row.of("ann", 1),
                Row.ofKind(RowKind.UPDATE_AFTER, "ann", 2),
                Row.ofKind(RowKind.UPDATE_AFTER, "bob", 5),
                Row.ofKind(RowKind.UPDATE_AFTER, "bob", 5),
                Row.ofKind(RowKind.DELETE, "ann", null));
        Schema schema = Schema.newBuilder()
                .column("name", "STRING NOT NULL")
                .column("amount", "INT")
                .primaryKey("name")
                .build();

        Table table = tables.fromChangelogStream(changes, schema, ChangelogMode.upsert());

        assertThat(rows(table.execute()))
                .containsExactly("+I[ann, 1]", "+I[bob, 5]", "+U[ann, 2]", "-D[ann, 2]", "-U[ann, 1]");
    }

    @Test
    void rowsNeedASchemaAndAreHeldToIt() {
        DataStream<Row> stream = environment.fromData(Row.of(1, "x"));

        assertThat(error(() -> tables.fromDataStream(stream))).contains("give a Schema that declares them");
        Table narrow = tables.fromDataStream(
                stream, Schema.newBuilder().column("a", "INT").build());
        assertThatThrownBy(() -> rows(narrow.execute()))
                .rootCause()
                .hasMessageContaining("declares 1 columns, and a row has 2: +I[1, x]");
        Table wrong = tables.fromDataStream(
                stream,
                Schema.newBuilder().column("a", "INT").column("b", "INT").build());
        assertThatThrownBy(() -> rows(wrong.execute()))
                .rootCause()
                .hasMessageContaining("is a String, which does not fit the SQL type INT");
    }

    record Odd(String name, AtomicReference<String> reference) {}

    record Endless(Endless next) {}

    @Test
    void classesWithoutATypeAreNamed() {
        assertThat(error(() -> tables.fromDataStream(environment.fromData(new Odd("x", new AtomicReference<>())))))
                .startsWith(
                        "The component 'reference' of Odd is a AtomicReference<String>, and SQL has no type for that.");
        assertThat(error(() -> tables.fromDataStream(environment.fromData(new Endless(new Endless(null))))))
                .startsWith("The component 'next' of Endless is a Endless, which contains itself.");
    }

    @Test
    void schemasThatDoNotFitSayWhat() {
        DataStream<Order> orders = environment.fromData(new Order("ann", 60));

        assertThat(error(() -> tables.fromDataStream(
                        orders, Schema.newBuilder().column("usr", "STRING").build())))
                .isEqualTo("There is no component 'usr' in Order. Did you mean 'user'?");
        assertThat(error(() -> tables.fromDataStream(
                        orders, Schema.newBuilder().column("user", "INT").build())))
                .isEqualTo("The component 'user' of Order is a String, which does not fit the SQL type INT.");
        assertThat(error(() -> tables.fromDataStream(
                        orders,
                        Schema.newBuilder().columnByExpression("x", "amout + 1").build())))
                .isEqualTo("There is no column 'amout'. Did you mean 'amount'?");
        assertThat(error(() -> tables.fromDataStream(
                        orders,
                        Schema.newBuilder().columnByMetadata("offset", "BIGINT").build())))
                .contains("knows no 'offset'. It knows rowtime");
        assertThat(error(() -> tables.fromDataStream(
                        orders,
                        Schema.newBuilder()
                                .columnByMetadata("rowtime", "TIMESTAMP(3)")
                                .build())))
                .contains("declare it as TIMESTAMP_LTZ(3)");
        assertThat(tables.listTables()).isEmpty();
    }

    @Test
    void aNullForAColumnThatIsNotNullFailsTheJob() {
        Table table = tables.fromDataStream(
                environment.fromData(Arrays.asList(new Order(null, 1))),
                Schema.newBuilder().column("user", "STRING NOT NULL").build());

        assertThatThrownBy(() -> rows(table.execute()))
                .rootCause()
                .hasMessageContaining(
                        "The component 'user' of Order is null in a record, and the column is STRING NOT NULL");
    }

    @Test
    void timesInZonesAreInstants() {
        record Zoned(OffsetDateTime at, ZonedDateTime of) {}

        Table table = tables.fromDataStream(environment.fromData(new Zoned(
                LocalDateTime.of(2026, 1, 1, 12, 0).atOffset(ZoneOffset.ofHours(2)),
                LocalDateTime.of(2026, 1, 1, 12, 0).atZone(ZoneOffset.ofHours(-1)))));

        assertThat(rows(table.execute())).containsExactly("+I[2026-01-01T10:00:00Z, 2026-01-01T13:00:00Z]");
    }
}

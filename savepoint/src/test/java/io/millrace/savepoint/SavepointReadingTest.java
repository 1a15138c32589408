/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.connector.basic.DiscardingSink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.engine.LocalEngine;
import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.runner.JobClient;
import io.millrace.snapshot.SnapshotException;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.CountTrigger;
import io.millrace.window.TumblingEventTimeWindows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A savepoint of a job that has read four orders, and what can be read of it without the job's classes. */
@Timeout(60)
class SavepointReadingTest {
    @TempDir
    private static Path directory;

    private static Savepoint savepoint;

    record Order(String user, long amount, Instant time) {}

    record Details(BigDecimal price, LocalDate day, UUID id, Duration delay) {}

    static final class Remember extends KeyedProcessFunction<String, Order, String> {
        private transient ValueState<Order> last;
        private transient MapState<String, Long> byDay;
        private transient ListState<Details> details;

        @Override
        public void open(OpenContext context) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Order.class));
            byDay = getRuntimeContext().getMapState(new MapStateDescriptor<>("by day", String.class, Long.class));
            details = getRuntimeContext().getListState(new ListStateDescriptor<>("details", Details.class));
        }

        @Override
        public void processElement(Order order, Context ctx, Collector<String> out) throws Exception {
            last.update(order);
            byDay.put(order.time().toString().substring(0, 10), order.amount());
            if (order.amount() > 50) {
                details.add(new Details(
                        new BigDecimal("12.50"), LocalDate.of(2001, 2, 3), new UUID(1, 2), Duration.ofSeconds(90)));
                ctx.timerService().registerEventTimeTimer(order.time().toEpochMilli() + 1_000);
            }
            out.collect(order.user());
        }
    }

    @BeforeAll
    static void takeSavepoint() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(2)
                .setCheckpointDirectory(directory.resolve("checkpoints").toString());
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        DataStream<Order> none = environment
                .fromSource(new SequenceSource(0, 1_000_000).rateLimit(10), WatermarkStrategy.noWatermarks(), "endless")
                .uid("endless")
                .filter(number -> false)
                .uid("none")
                .map(number -> new Order("nobody", number, time))
                .uid("no orders");
        DataStream<Order> orders = environment
                .fromData(
                        new Order("ann", 10, time),
                        new Order("bob", 60, time.plusSeconds(1)),
                        new Order("ann", 20, time.plusSeconds(2)),
                        new Order("ann", 30, time.plus(Duration.ofDays(1))))
                .uid("orders")
                .union(none) // so that event time does not end
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Order>forMonotonousTimestamps()
                        .withTimestampAssigner(
                                (order, timestamp) -> order.time().toEpochMilli()))
                .uid("times");
        orders.keyBy(Order::user)
                .process(new Remember())
                .uid("remember")
                .map(user -> Hold.line(user))
                .uid("hold")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        orders.keyBy(Order::user)
                .window(TumblingEventTimeWindows.of(Duration.ofDays(1_000)))
                .sum("amount")
                .uid("sums")
                .sinkTo(new DiscardingSink<>())
                .uid("sums-sink");
        orders.keyBy(Order::user)
                .window(TumblingEventTimeWindows.of(Duration.ofDays(1_000)))
                .trigger(CountTrigger.of(100))
                .sum("amount")
                .uid("counted")
                .sinkTo(new DiscardingSink<>())
                .uid("counted-sink");
        JobClient job = environment.executeAsync("Four Orders");
        Hold.awaitLines(4);
        String path =
                job.triggerSavepoint(directory.resolve("savepoints").toString()).get(30, TimeUnit.SECONDS);
        job.cancel().get(30, TimeUnit.SECONDS);
        savepoint = Savepoint.load(Path.of(path));
    }

    /** Counts what has come through. */
    private static final class Hold {
        private static final java.util.concurrent.Semaphore LINES = new java.util.concurrent.Semaphore(0);

        static String line(String user) {
            LINES.release();
            return user;
        }

        static void awaitLines(int count) throws InterruptedException {
            assertThat(LINES.tryAcquire(count, 30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static List<ObjectNode> rows(String uid, String table) throws IOException {
        List<ObjectNode> rows = new ArrayList<>();
        savepoint.read(uid, table, row -> rows.add(row.toJson()));
        return rows;
    }

    private static ObjectNode rowOf(String uid, String table, String key) throws IOException {
        return rows(uid, table).stream()
                .filter(row -> row.path("key").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void knowsTheJobItsOperatorsAndTheirTables() throws Exception {
        assertThat(savepoint.manifest().jobName()).isEqualTo("Four Orders");
        assertThat(savepoint.operators()).extracting("uid").contains("remember", "sums", "orders");
        assertThat(savepoint.tables("remember")).contains("keyed", Savepoint.TASK_TABLE);
        assertThat(savepoint.tables("sums")).contains("slices");
        assertThat(savepoint.tables("orders")).contains("splits");
        assertThat(savepoint.watermark("remember")).isPresent();
    }

    @Test
    void namesTheOperatorsWhereOneIsNotFound() {
        assertThatThrownBy(() -> savepoint.operator("remembers"))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("'remembers'")
                .hasMessageContaining("remember, ");
    }

    @Test
    void showsTheStatesAndTimersOfAKeyByName() throws Exception {
        ObjectNode ann = rowOf("remember", "keyed", "ann");
        ObjectNode bob = rowOf("remember", "keyed", "bob");

        assertThat(ann.path("last").toString())
                .isEqualTo("{\"user\":\"ann\",\"amount\":30,\"time\":\"2001-02-04T04:05:06Z\"}");
        assertThat(ann.path("by day").toString()).isEqualTo("{\"2001-02-03\":20,\"2001-02-04\":30}");
        assertThat(ann.has("details")).isFalse();
        assertThat(ann.has("eventTimers")).isFalse();
        assertThat(bob.path("details").toString())
                .isEqualTo("[{\"price\":\"12.50\",\"day\":\"2001-02-03\","
                        + "\"id\":\"00000000-0000-0001-0000-000000000002\",\"delay\":\"PT1M30S\"}]");
    }

    @Test
    void showsTheSlicesOfWindows() throws Exception {
        ObjectNode ann = rowOf("sums", "slices", "ann");

        assertThat(ann.path("accumulator").path("amount").asLong()).isEqualTo(60);
        assertThat(ann.path("sliceEnd").asLong()).isPositive();
    }

    @Test
    void tellsTheKeyAndTheWindowOfWhatBelongsToAWindow() throws Exception {
        List<String> keys = new ArrayList<>();
        savepoint.read("counted", "keyed", row -> {
            assertThat(row.window()).isNotNull();
            keys.add(String.valueOf(row.key()));
        });

        assertThat(keys).containsExactlyInAnyOrder("\"ann\"", "\"bob\"");
    }

    @Test
    void sumsUpStatesWithKeysSizesAndTheLargest() throws Exception {
        List<StateSummary> states = StateListing.of(savepoint, "remember");

        StateSummary byDay = states.stream()
                .filter(state -> state.state().equals("by day"))
                .findFirst()
                .orElseThrow();
        assertThat(byDay.kind()).isEqualTo("map");
        assertThat(byDay.keys()).isEqualTo(2);
        assertThat(byDay.largest()).extracting(StateSummary.LargeKey::key).containsExactly("ann", "bob");
        assertThat(byDay.sizeBytes())
                .isEqualTo(byDay.largest().stream()
                        .mapToLong(StateSummary.LargeKey::sizeBytes)
                        .sum());
        assertThat(states)
                .filteredOn(state -> state.state().equals("details"))
                .singleElement()
                .extracting(StateSummary::keys)
                .isEqualTo(1L);
    }

    @Test
    void filtersByPathsIntoKeysAndStates() throws Exception {
        assertThat(matching("last.amount >= 30")).containsExactlyInAnyOrder("ann", "bob");
        assertThat(matching("last.amount > 30")).containsExactly("bob");
        assertThat(matching("key = ann")).containsExactly("ann");
        assertThat(matching("key != ann")).containsExactly("bob");
        assertThat(matching("by day.2001-02-04 < 100")).containsExactly("ann");
        assertThat(matching("last.time < 2001-02-04")).containsExactly("bob");
        assertThat(matching("nothing = 1")).isEmpty();
        assertThatThrownBy(() -> RowFilter.parse("amount")).hasMessageContaining("'amount' is no condition");
    }

    private static List<String> matching(String condition) throws IOException {
        RowFilter filter = RowFilter.parse(condition);
        return rows("remember", "keyed").stream()
                .filter(filter)
                .map(row -> row.path("key").asText())
                .toList();
    }

    private static byte[] exported(RowExport.Format format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowExport export = RowExport.to(out, format)) {
            savepoint.read("sums", "slices", row -> export.write(row, row.toJson()));
        }
        return out.toByteArray();
    }

    @Test
    void exportsJsonLinesAndCsv() throws Exception {
        String json = new String(exported(RowExport.Format.JSONL), StandardCharsets.UTF_8);
        String csv = new String(exported(RowExport.Format.CSV), StandardCharsets.UTF_8);

        assertThat(json.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"sliceEnd\":"));
        assertThat(csv.lines()).hasSize(3).first().isEqualTo("sliceEnd,keyGroup,key,accumulator");
        assertThat(csv).contains(",ann,\"{\"\"user\"\":\"\"ann\"\",\"\"amount\"\":60,");
    }

    @Test
    void exportsAvroThatAvrosOwnReaderOpens() throws Exception {
        List<String> keys = new ArrayList<>();
        try (DataFileStream<GenericRecord> file = new DataFileStream<>(
                new ByteArrayInputStream(exported(RowExport.Format.AVRO)), new GenericDatumReader<>())) {
            file.forEach(record -> keys.add(record.get("key").toString()));
        }
        assertThat(keys).containsExactlyInAnyOrder("ann", "bob");
    }

    @Test
    void saysWhereASnapshotMayBeWhereThereIsNone() {
        assertThatThrownBy(() -> Savepoint.load(directory.resolve("savepoints")))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("no manifest.json")
                .hasMessageContaining("savepoints/savepoint-four-orders-1");
    }

    @Test
    void refusesADamagedFile() throws Exception {
        Path copy = directory.resolve("damaged");
        Path original = directory.resolve("savepoints/savepoint-four-orders-1");
        Files.createDirectories(copy);
        try (var files = Files.list(original)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (file.toString().endsWith("keyed.avro")) {
                    bytes[bytes.length - 20] ^= 4;
                }
                Files.write(copy.resolve(String.valueOf(file.getFileName())), bytes);
            }
        }
        assertThatThrownBy(() -> Savepoint.load(copy))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("damaged");
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.JobClient;
import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.SnapshotDirectory;
import io.millrace.snapshot.SnapshotException;
import io.millrace.snapshot.StoredTable;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.avro.generic.GenericDatumReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages copies of a real checkpoint at random: whatever happens to its files, it is refused, with the name of what is
 * damaged, and never read as if nothing were.
 *
 * <p>How many: {@code -Dmillrace.damages=1000000}. The same again: {@code -Dmillrace.seed=N}.
 */
class SnapshotDamageTest {
    private static final int DAMAGES = Integer.getInteger("millrace.damages", 20_000);

    private static FilesInMemory intact = new FilesInMemory(new TreeMap<>());
    private static long newest;

    /** Two checkpoints of one job, of which the newer is damaged: falling back to the older would be a fault as well. */
    @BeforeAll
    static void takeCheckpoints(@TempDir Path directory) throws Exception {
        StreamExecutionEnvironment environment =
                EveryKindOfState.build(StreamExecutionEnvironment.withRunner(new LocalEngine())
                        .setParallelism(2)
                        .setCheckpointDirectory(directory.toString()));
        JobClient job = environment.executeAsync("every kind of state");
        LocalEngineTest.awaitThat(() -> recordsOut(job) > 20_000);
        job.triggerCheckpoint().get(30, TimeUnit.SECONDS);
        newest = job.triggerCheckpoint().get(30, TimeUnit.SECONDS);
        job.cancel().get(30, TimeUnit.SECONDS);
        intact = FilesInMemory.of(directory);
    }

    private static long recordsOut(JobClient job) {
        return job.metrics().tasks().stream()
                .mapToLong(task -> task.recordsOut())
                .sum();
    }

    @Test
    void theCheckpointHoldsEveryKindOfState() throws IOException {
        Manifest manifest = new SnapshotDirectory(intact, "").readNewest(false).orElseThrow();
        TreeSet<String> kinds = new TreeSet<>();
        for (Manifest.Operator operator : manifest.operators()) {
            operator.tables().forEach(table -> kinds.add(operator.uid() + " " + table.name()));
            operator.entries().forEach(entry -> kinds.add(operator.uid() + " " + entry.name()));
        }

        assertThat(manifest.checkpointId()).isEqualTo(newest);
        assertThat(readAll(intact, manifest)).isGreaterThan(200);
        assertThat(kinds)
                .contains(
                        "keyed keyed",
                        "slices slices",
                        "sessions keyed",
                        "general keyed",
                        "broadcast broadcast",
                        "readings splits");
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void everyDamageIsRefusedByTheNameOfWhatIsDamaged() {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        long start = System.nanoTime();
        ConcurrentLinkedQueue<String> holes = new ConcurrentLinkedQueue<>();
        Map<SnapshotDamage, Long> counts = LongStream.range(0, DAMAGES)
                .parallel()
                .mapToObj(number -> damageOnce(seed + number, holes))
                .collect(Collectors.groupingBy(
                        damage -> damage, () -> new EnumMap<>(SnapshotDamage.class), Collectors.counting()));

        assertThat(holes.stream().limit(10))
                .as("of %s, seed %s", holes.size(), seed)
                .isEmpty();
        assertThat(counts).containsOnlyKeys(SnapshotDamage.values());
        System.out.println("SnapshotDamageTest: " + DAMAGES + " damages, all refused, in "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms, seed " + seed + ", " + counts);
    }

    private static SnapshotDamage damageOnce(long seed, ConcurrentLinkedQueue<String> holes) {
        Random random = new Random(seed);
        List<String> files = SnapshotDamage.below(intact.files(), "chk-" + newest);
        while (true) {
            SnapshotDamage damage = SnapshotDamage.values()[random.nextInt(SnapshotDamage.values().length)];
            FilesInMemory copy = intact.copy();
            // the manifest is as likely as all the rest
            String file =
                    random.nextBoolean() ? "chk-" + newest + "/manifest.json" : files.get(random.nextInt(files.size()));
            try {
                List<String> damaged = damage.apply(copy.files(), file, random);
                if (!damaged.isEmpty()) {
                    String hole = holeIn(copy, damaged);
                    if (hole != null) {
                        holes.add(damage + " of " + damaged + ", seed " + seed + ": " + hole);
                    }
                    return damage;
                }
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    /** Restores, and returns what is wrong with the way in which that is refused, or null where nothing is. */
    private static @Nullable String holeIn(FilesInMemory files, List<String> damaged) {
        try {
            Manifest manifest =
                    new SnapshotDirectory(files, "").readNewest(false).orElseThrow();
            long rows = readAll(files, manifest);
            return "checkpoint " + manifest.checkpointId() + " was read, " + rows + " rows";
        } catch (SnapshotException refused) {
            String message = String.valueOf(refused.getMessage());
            return damaged.stream().anyMatch(message::contains) ? null : "names none of it: " + message;
        } catch (Exception | Error other) {
            return "not refused but failed: " + other;
        }
    }

    /** Reads all state as anybody can who has Avro alone, and returns the number of its rows. */
    private static long readAll(FilesInMemory files, Manifest manifest) throws IOException {
        long rows = 0;
        for (Manifest.Operator operator : manifest.operators()) {
            List<AvroTableReader> readers = new ArrayList<>();
            for (Manifest.Table table : operator.tables()) {
                StoredTable stored = new SnapshotDirectory(files, "")
                        .snapshot(manifest.checkpointId())
                        .open(table, null);
                for (StoredTable.File file : stored.newestFirst()) {
                    readers.add(file.open());
                }
            }
            for (Manifest.Entry entry : operator.entries()) {
                readers.add(new AvroTableReader(operator.uid(), entry.bytes()));
            }
            for (AvroTableReader reader : readers) {
                try (reader) {
                    GenericDatumReader<Object> rowReader = new GenericDatumReader<>(reader.schema());
                    while (reader.next()) {
                        rowReader.read(null, reader.row());
                        rows++;
                    }
                }
            }
        }
        return rows;
    }
}

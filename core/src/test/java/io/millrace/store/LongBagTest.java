/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class LongBagTest {
    private static final int STEPS = 4_000;

    @Test
    void holdsWhatAMapOfCountsHolds() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int values = 2 + random.nextInt(300);
            LongBag bag = new LongBag();
            Map<Long, Long> counts = new TreeMap<>();
            for (int step = 0; step < STEPS; step++) {
                long value = (random.nextInt(values) - values / 2) * (seed % 2 == 0 ? 1L : 1L << 40);
                if (random.nextInt(100) < (step / 500 % 2 == 0 ? 70 : 30)) {
                    long times = 1L + random.nextInt(3);
                    assertThat(bag.add(value, times)).isEqualTo(counts.getOrDefault(value, 0L));
                    counts.merge(value, times, Long::sum);
                } else {
                    assertThat(bag.remove(value)).isEqualTo(counts.getOrDefault(value, 0L));
                    counts.computeIfPresent(value, (key, count) -> count == 1 ? null : count - 1);
                }
            }
            assertThat(contents(bag)).as("seed %d", seed).isEqualTo(counts);
            assertThat(contents(bag.copy())).as("seed %d", seed).isEqualTo(counts);
            assertThat(contents(written(bag))).as("seed %d", seed).isEqualTo(counts);
            assertThat(bag).hasToString(counts.toString());
        }
    }

    private static Map<Long, Long> contents(LongBag bag) {
        Map<Long, Long> contents = new TreeMap<>();
        bag.forEach((value, count) -> {
            assertThat(contents.put(value, count)).isNull();
            assertThat(bag.count(value)).isEqualTo(count);
        });
        assertThat(bag.size()).isEqualTo(contents.size());
        return contents;
    }

    private static LongBag written(LongBag bag) throws IOException {
        LongBagCells.Format format = new LongBagCells.Format("numbers");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        format.write(bag, encoder);
        encoder.flush();
        Object read = format.read(DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        if (read instanceof LongBag restored) {
            return restored;
        }
        throw new AssertionError("Read " + read);
    }

    @Test
    void holdsWhatIsMissing() {
        LongBag bag = new LongBag();
        assertThat(bag.add(7, -2)).isZero();
        assertThat(bag.add(8, 3)).isZero();
        assertThat(bag.add(8, -3)).isEqualTo(3);
        assertThat(bag.add(9, 0)).isZero();

        assertThat(contents(bag)).containsOnly(Map.entry(7L, -2L));
        assertThat(bag.add(7, 2)).isEqualTo(-2);
        assertThat(bag.size()).isZero();
    }

    @Test
    void copiesChangeApart() {
        LongBag bag = new LongBag();
        bag.add(7, 1);
        LongBag copy = bag.copy();

        copy.remove(7);

        assertThat(bag.count(7)).isEqualTo(1);
        assertThat(copy.count(7)).isZero();
    }
}

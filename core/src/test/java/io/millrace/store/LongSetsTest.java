/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class LongSetsTest {
    private static final int STEPS = 4_000;

    @Test
    void holdsWhatAMapOfSetsHolds() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int values = 2 + random.nextInt(900);
            LongSets sets = new LongSets();
            Map<Long, Long> model = new TreeMap<>();
            for (int step = 0; step < STEPS; step++) {
                long value = (random.nextInt(values) - values / 2) * (seed % 2 == 0 ? 1L : 1L << 40);
                long in = step % 3 == 0 ? 0 : Long.rotateLeft(0b1001, random.nextInt(Long.SIZE));
                long before = model.getOrDefault(value, 0L);
                assertThat(sets.add(value, in)).isEqualTo(in & ~before);
                if ((before | in) != 0) {
                    model.put(value, before | in);
                }
            }
            assertThat(contents(sets)).as("seed %d", seed).isEqualTo(model);
            assertThat(contents(sets.copy())).as("seed %d", seed).isEqualTo(model);
            assertThat(contents(written(sets))).as("seed %d", seed).isEqualTo(model);
            assertThat(sets).hasToString(model.toString());
        }
    }

    private static Map<Long, Long> contents(LongSets sets) {
        Map<Long, Long> contents = new TreeMap<>();
        sets.forEach((value, in) -> assertThat(contents.put(value, in)).isNull());
        assertThat(sets.size()).isEqualTo(contents.size());
        return contents;
    }

    private static LongSets written(LongSets sets) throws IOException {
        LongSetsCells.Format format = new LongSetsCells.Format("sets", List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        format.write(sets, encoder);
        encoder.flush();
        Object read = format.read(DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        if (read instanceof LongSets restored) {
            return restored;
        }
        throw new AssertionError("Read " + read);
    }

    @Test
    void aCopyChangesAlone() {
        LongSets sets = new LongSets();
        sets.add(7, 1);
        LongSets copy = sets.copy();

        sets.add(7, 2);
        copy.add(8, 4);

        assertThat(contents(sets)).containsOnly(Map.entry(7L, 3L));
        assertThat(contents(copy)).containsOnly(Map.entry(7L, 1L), Map.entry(8L, 4L));
    }

    @Test
    void theSchemaSaysWhichSetsThereAre() {
        Schema schema = new LongSetsCells.Format("table", List.of("all", "odd")).schema();
        Schema parsed = new Schema.Parser().parse(schema.toString());

        assertThat(LongSetsCells.Format.of(parsed.getTypes().get(1).getElementType()))
                .isEqualTo(new LongSetsCells.Format("table", List.of("all", "odd")));
    }

    @Test
    void setsAreFoundByTheirNamesWhereverTheyAre() {
        LongSets saved = new LongSets();
        saved.add(1, 0b001);
        saved.add(2, 0b110);
        saved.add(3, 0b101);
        LongSetsCells cells = new LongSetsCells(List.of("gone", "kept", "moved"));

        LongSets declared = cells.as(new LongSetsCells(List.of("moved", "kept", "new")), saved);

        assertThat(contents(declared)).containsOnly(Map.entry(2L, 0b11L), Map.entry(3L, 0b1L));
    }
}

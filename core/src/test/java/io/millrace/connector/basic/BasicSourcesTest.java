/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.SplitReader;
import io.millrace.connector.SplitReader.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BasicSourcesTest {
    private static List<Long> read(SequenceSource source, World world, Random random) throws Exception {
        World.Output<Long> output = new World.Output<>();
        for (SequenceSplit split : source.createEnumerator(world).discover(Set.of())) {
            SequenceSplit position = split;
            Status status = Status.MORE;
            while (status != Status.END) {
                SplitReader<Long, SequenceSplit> reader = source.createReader(position, world);
                status = reader.read(output, 1 + random.nextInt(5));
                position = reader.position();
            }
            assertThat(source.createReader(position, world).read(output, 1)).isEqualTo(Status.END);
        }
        return output.elements;
    }

    @Test
    void aSequenceHoldsEachNumberOnceAtAnyParallelismAndFromAnyPosition() throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            long first = random.nextLong(-10, 10);
            long last = first + random.nextLong(-3, 37);
            World world = new World(1 + random.nextInt(5));
            assertThat(read(new SequenceSource(first, last), world, random))
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(first, last).boxed().toList());
        }
    }

    @Test
    void aSequenceMayEndAtTheGreatestLong() throws Exception {
        long first = Long.MAX_VALUE - 3;
        assertThat(read(new SequenceSource(first, Long.MAX_VALUE), new World(3), new Random(1)))
                .containsExactlyInAnyOrder(first, first + 1, first + 2, Long.MAX_VALUE);
        SequenceSource whole = new SequenceSource(Long.MIN_VALUE, Long.MAX_VALUE);
        World world = new World(1);
        SequenceSplit split = whole.createEnumerator(world).discover(Set.of()).get(0);
        World.Output<Long> output = new World.Output<>();
        assertThat(whole.createReader(split, world).read(output, 2)).isEqualTo(Status.MORE);
        assertThat(output.elements).containsExactly(Long.MIN_VALUE, Long.MIN_VALUE + 1);
    }

    @Test
    void aSequenceIsSplitOnce() throws Exception {
        assertThat(new SequenceSource(1, 9).createEnumerator(new World(2)).discover(Set.of("sequence-0")))
                .isEmpty();
    }

    @Test
    void aRateHoldsOverAllSubtasksTogether() throws Exception {
        World world = new World(2);
        SequenceSource source = new SequenceSource(1, 1000).rateLimit(20);
        World.Output<Long> output = new World.Output<>();
        SplitReader<Long, SequenceSplit> reader = source.createReader(
                source.createEnumerator(world).discover(Set.of()).get(0), world);
        assertThat(reader.read(output, 100)).isEqualTo(Status.NOTHING_NOW);
        assertThat(output.elements).containsExactly(1L);
        assertThat(reader.retryAtMillis(world.clockMillis)).isEqualTo(world.clockMillis + 100);
        world.clockMillis += 1000;
        assertThat(reader.read(output, 100)).isEqualTo(Status.NOTHING_NOW);
        assertThat(output.elements).hasSize(11).endsWith(19L, 21L);
    }

    @Test
    void aReaderThatAsksAgainWhenToldToFindsARecord() throws Exception {
        for (double rate : List.of(0.3, 1.0, 3.0, 7.0, 333.0, 999.0, 1000.0, 1234.5, 100_000.0)) {
            World world = new World(1);
            SequenceSource source = new SequenceSource(1, 200).rateLimit(rate);
            SplitReader<Long, SequenceSplit> reader = source.createReader(
                    source.createEnumerator(world).discover(Set.of()).get(0), world);
            World.Output<Long> output = new World.Output<>();
            int before = -1;
            while (reader.read(output, 500) != Status.END) {
                assertThat(output.elements.size()).as("rate %s", rate).isGreaterThan(before);
                before = output.elements.size();
                world.clockMillis = reader.retryAtMillis(world.clockMillis);
            }
            assertThat(output.elements).hasSize(200);
        }
    }

    @Test
    void refusesARateThatIsNotAboveZero() {
        for (double rate : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> new SequenceSource(1, 2).rateLimit(rate))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aCollectionGoesOnFromItsPosition() throws Exception {
        CollectionSource<String> source = new CollectionSource<>(List.of("a", "b", "c"));
        World world = new World(1);
        World.Output<String> output = new World.Output<>();
        SplitReader<String, CollectionSource.CollectionSplit> reader = source.createReader(
                source.createEnumerator(world).discover(Set.of()).get(0), world);
        assertThat(reader.read(output, 2)).isEqualTo(Status.MORE);
        assertThat(source.createReader(reader.position(), world).read(output, 2))
                .isEqualTo(Status.END);
        assertThat(output.elements).containsExactly("a", "b", "c");
        assertThat(source.createEnumerator(world).discover(Set.of("collection")))
                .isEmpty();
    }

    @Test
    void aCollectionRefusesNullAndAForeignPosition() {
        assertThatThrownBy(() -> new CollectionSource<>(Arrays.asList("a", null)))
                .hasMessageContaining("Element 1");
        assertThatThrownBy(() -> new CollectionSource<>(List.of("a"))
                        .createReader(new CollectionSource.CollectionSplit(2), new World(1)))
                .hasMessageContaining("only 1 elements");
    }

    /** A record, which says nothing of serialization. */
    record Point(int x, List<String> names) {}

    @Test
    void aCollectionTravelsAsItsCodecsWriteIt() throws Exception {
        List<Object> elements = List.of(new Point(1, List.of("a")), "text", new Point(2, List.of()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new CollectionSource<>(elements));
        }
        World.Output<Object> output = new World.Output<>();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked")
            CollectionSource<Object> arrived = (CollectionSource<Object>) in.readObject();
            arrived.createReader(new CollectionSource.CollectionSplit(0), new World(1))
                    .read(output, 10);
        }

        assertThat(output.elements).isEqualTo(elements);
    }

    @Test
    void aCollectionThatCannotBeEncodedSaysWhichTypeItIs() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(new CollectionSource<>(List.of(Thread.currentThread()))))
                    .isInstanceOf(InvalidObjectException.class)
                    .hasMessageContaining("cannot be encoded")
                    .hasMessageContaining("Thread");
        }
    }
}

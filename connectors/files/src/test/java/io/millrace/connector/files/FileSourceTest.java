/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Boundedness;
import io.millrace.connector.SplitReader;
import io.millrace.connector.SplitReader.Status;
import io.millrace.function.OutputTag;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileSourceTest {
    private static final PlainFormat LINES = new PlainFormat(false, false);

    private final World world = new World();
    private final World.Output output = new World.Output();

    private List<String> found(FileSource<String> source, String... known) throws Exception {
        return source.createEnumerator(world).discover(Set.of(known)).stream()
                .map(FileSplit::path)
                .toList();
    }

    private SplitReader<String, FileSplit> reader(FileSource<String> source, String path) throws IOException {
        return source.createReader(FileSplit.whole(path), world);
    }

    private static FileSource<String> source(String location) {
        return FileSource.forRecords(LINES, location);
    }

    @Test
    void findsTheFilesOfADirectorySortedAndPassesHiddenOnesBy() throws Exception {
        for (String name : List.of("b.txt", "a.txt", ".part-0-0.inprogress", "_SUCCESS", "c.csv", "below/d.txt")) {
            world.disk.put("in/" + name, "x\n");
        }
        assertThat(found(source("in/"))).containsExactly("in/a.txt", "in/b.txt", "in/c.csv");
        assertThat(found(source("in").withGlob("*.txt"))).containsExactly("in/a.txt", "in/b.txt");
    }

    @Test
    void findsTheFilesBelowADirectoryWhosePathsMatchNameByName() throws Exception {
        for (String name : List.of(
                "day=1/b.txt",
                "day=1/a.csv",
                "day=1/deeper/c.txt",
                "day=2/_SUCCESS",
                "day=3/d.txt",
                "other/e.txt",
                "_day=1/f.txt",
                "g.txt")) {
            world.disk.put("in/" + name, "x\n");
        }
        assertThat(found(source("in").withGlob("day=*/*")))
                .containsExactly("in/day=1/a.csv", "in/day=1/b.txt", "in/day=3/d.txt");
        assertThat(found(source("in/").withGlob("day=[12]/*.txt"), "in/day=3/d.txt"))
                .containsExactly("in/day=1/b.txt");
        assertThat(found(source("in").withGlob("*/*/*"))).containsExactly("in/day=1/deeper/c.txt");
        assertThatThrownBy(() -> found(source("in/g.txt").withGlob("*/*")))
                .hasMessage("in/g.txt is a file, but a directory with files */* was to be read");
    }

    @Test
    void looksOnlyIntoDirectoriesThatAFilterAccepts() throws Exception {
        for (String name : List.of("a=1/b=1/x.txt", "a=1/b=2/x.txt", "a=2/b=1/x.txt", "a=2/b=2/x.txt")) {
            world.disk.put("in/" + name, "x\n");
        }
        List<String> asked = new ArrayList<>();
        FileSource<String> source = source("in").withGlob("a=*/b=*/*").withDirectories(directory -> {
            asked.add(directory);
            return !directory.equals("a=1") && !directory.endsWith("b=2");
        });

        assertThat(found(source)).containsExactly("in/a=2/b=1/x.txt");
        assertThat(asked).containsExactly("a=1", "a=2", "a=2/b=1", "a=2/b=2");
    }

    @Test
    void readsASingleFile() throws Exception {
        world.disk.put("in/a.txt", "x\ny\n");
        assertThat(found(source("in/a.txt"))).containsExactly("in/a.txt");
        SplitReader<String, FileSplit> reader = reader(source("in/a.txt"), "in/a.txt");
        assertThat(reader.read(output, 10)).isEqualTo(Status.END);
        assertThat(output.elements).containsExactly("x", "y");
    }

    @Test
    void refusesALocationWithNothingInIt() {
        assertThatThrownBy(() -> found(source("nowhere"))).hasMessageContaining("no file or directory nowhere");
        assertThatThrownBy(() -> source("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsNewFilesAgainAndAgainWhereItWatches() throws Exception {
        FileSource<String> source = source("in").monitorContinuously(Duration.ofSeconds(1));
        assertThat(source.getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
        assertThat(source.createEnumerator(world).discoveryIntervalMillis()).isEqualTo(1000);
        assertThat(found(source)).isEmpty();
        world.disk.put("in/a.txt", "");
        world.disk.put("in/b.txt", "");
        assertThat(found(source, "in/a.txt")).containsExactly("in/b.txt");
    }

    @Test
    void isBoundedUnlessItWatches() {
        assertThat(source("in").getBoundedness()).isEqualTo(Boundedness.BOUNDED);
        assertThat(source("in").createEnumerator(world).discoveryIntervalMillis())
                .isEqualTo(-1);
    }

    @Test
    void readsAtMostAsManyRecordsAsAsked() throws Exception {
        world.disk.put("in/a.txt", "1\n2\n3\n");
        SplitReader<String, FileSplit> reader = reader(source("in"), "in/a.txt");
        assertThat(reader.read(output, 2)).isEqualTo(Status.MORE);
        assertThat(output.elements).containsExactly("1", "2");
        assertThat(reader.position()).isEqualTo(new FileSplit("in/a.txt", 4, 2, 2));
    }

    @Test
    void goesOnFromAnyPosition() throws Exception {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            FileSource<String> source = FileSource.forRecords(
                            new PlainFormat(random.nextBoolean(), random.nextBoolean()), "in")
                    .onMalformedRecord(MalformedRecordPolicy.skip());
            world.disk.put("in/a.txt", randomText(random));
            World.Output whole = new World.Output();
            SplitReader<String, FileSplit> first = reader(source, "in/a.txt");
            while (first.read(whole, 7) != Status.END) {}

            World.Output pieces = new World.Output();
            FileSplit position = FileSplit.whole("in/a.txt");
            Status status = Status.MORE;
            while (status != Status.END) {
                try (SplitReader<String, FileSplit> reader = source.createReader(position, world)) {
                    for (int reads = random.nextInt(3); reads >= 0 && status != Status.END; reads--) {
                        status = reader.read(pieces, 1 + random.nextInt(4));
                    }
                    position = reader.position();
                }
            }
            assertThat(pieces.elements).as("seed %s", seed).isEqualTo(whole.elements);
            assertThat(position).as("seed %s", seed).isEqualTo(first.position());
        }
    }

    private static String randomText(Random random) {
        String[] pieces = {"a", "ü", ",", "\"", "\n", "\n", "\r\n", ",\"", "\"\n", "bad", "\nbad\n"};
        StringBuilder text = new StringBuilder("header\n");
        int count = random.nextInt(80);
        for (int index = 0; index < count; index++) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    @Test
    void failsAtAMalformedRecordAndSaysWhereAndWhatToDo() throws Exception {
        world.disk.put("in/a.txt", "1\n\nbad thing\n");
        SplitReader<String, FileSplit> reader = reader(source("in"), "in/a.txt");
        assertThatThrownBy(() -> reader.read(output, 10))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "in/a.txt, line 3, column 4, field \"quality\": \"bad thing\" is bad\nRepair the record")
                .hasMessageContaining("deadLetter");
    }

    @Test
    void skipsAndCountsMalformedRecords() throws Exception {
        world.disk.put("in/a.txt", "bad\n1\n" + "bad\n".repeat(20) + "2\n");
        FileSource<String> source = source("in").onMalformedRecord(MalformedRecordPolicy.skip());
        assertThat(reader(source, "in/a.txt").read(output, 100)).isEqualTo(Status.END);
        assertThat(output.elements).containsExactly("1", "2");
        assertThat(world.counts).containsEntry("malformedRecords", 21L);
    }

    @Test
    void sendsMalformedRecordsToTheSideOutput() throws Exception {
        world.disk.put("in/a.txt", "1\nbad\n");
        FileSource<String> source =
                source("in").onMalformedRecord(MalformedRecordPolicy.deadLetter(new OutputTag<>("dead")));
        assertThat(reader(source, "in/a.txt").read(output, 100)).isEqualTo(Status.END);
        assertThat(output.sideOutput)
                .containsExactly(new MalformedRecord("in/a.txt", 2, 4, "quality", "\"bad\" is bad", "bad"));
        assertThat(world.counts).containsEntry("malformedRecords", 1L);
    }

    @Test
    void refusesAMalformedHeaderWhateverThePolicy() {
        world.disk.put("in/a.txt", "bad header\n1\n");
        FileSource<String> source = FileSource.forRecords(new PlainFormat(true, true), "in")
                .onMalformedRecord(MalformedRecordPolicy.skip());
        assertThatThrownBy(() -> reader(source, "in/a.txt")).hasMessageContaining("in/a.txt, line 1: ");
    }

    @Test
    void refusesToGoOnWithAFileThatIsGoneOrHasShrunk() {
        FileSplit split = new FileSplit("in/a.txt", 4, 2, 2);
        assertThatThrownBy(() -> source("in").createReader(split, world)).hasMessageContaining("in/a.txt is gone");
        world.disk.put("in/a.txt", "1\n");
        assertThatThrownBy(() -> source("in").createReader(split, world))
                .hasMessageContaining("in/a.txt has shrunk")
                .hasMessageContaining("byte 4")
                .hasMessageContaining("2 bytes");
    }

    @Test
    void spreadsRecordsOverProcessingTime() throws Exception {
        world.disk.put("in/a.txt", "1\n2\n3\n4\n5\n");
        SplitReader<String, FileSplit> reader = reader(source("in").rateLimit(2), "in/a.txt");
        for (int expected = 1; expected <= 3; expected++) {
            assertThat(reader.read(output, 10)).isEqualTo(Status.NOTHING_NOW);
            assertThat(output.elements).hasSize(expected);
            assertThat(reader.retryAtMillis(world.clockMillis)).isEqualTo(world.clockMillis + 500);
            world.clockMillis += 499;
            assertThat(reader.read(output, 10)).isEqualTo(Status.NOTHING_NOW);
            assertThat(output.elements).hasSize(expected);
            world.clockMillis++;
        }
        world.clockMillis += 10_000;
        assertThat(reader.read(output, 10)).isEqualTo(Status.END);
        assertThat(output.elements).hasSize(5);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.snapshot.SampleTable.Visit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvroTableTest {
    /** The same class in later programs. */
    private static final class Later {
        record Visit(String user, double count, @Nullable String added) {}
    }

    private static final class Incompatible {
        record Visit(String user, List<Long> count) {}
    }

    private static byte[] write(SampleTable table) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AvroTableWriter writer = new AvroTableWriter(table, out)) {
            table.writeTo(writer);
        }
        return out.toByteArray();
    }

    private static List<Visit> read(byte[] content) throws IOException {
        List<Visit> visits = new ArrayList<>();
        try (AvroTableReader reader = new AvroTableReader("visits", content)) {
            while (reader.next()) {
                visits.add(SampleTable.CODEC.read(reader.row()));
            }
        }
        return visits;
    }

    @Test
    void rowsOfManyBlocksComeBack() throws IOException {
        for (int rows : List.of(0, 1, 20_000)) {
            SampleTable table = SampleTable.of("visits", rows);
            assertThat(read(write(table))).isEqualTo(table.visits());
        }
    }

    @Test
    void rowLargerThanBlockComesBack() throws IOException {
        SampleTable table = new SampleTable("visits", List.of(new Visit("x".repeat(300_000), 1), new Visit("y", 2)));
        assertThat(read(write(table))).isEqualTo(table.visits());
    }

    @Test
    void sameRowsMakeTheSameBytes() throws IOException {
        assertThat(write(SampleTable.of("visits", 500))).isEqualTo(write(SampleTable.of("visits", 500)));
    }

    @Test
    void avroReadsTheFile() throws IOException {
        byte[] content = write(SampleTable.of("visits", 10_000));
        try (DataFileReader<GenericRecord> file =
                new DataFileReader<>(new SeekableByteArrayInput(content), new GenericDatumReader<>())) {
            assertThat(file.getMetaString("avro.codec")).isEqualTo("deflate");
            assertThat(file.getMetaString(AvroTableWriter.FORMAT_VERSION_KEY)).isEqualTo("1");
            long rows = 0;
            for (GenericRecord row : file) {
                assertThat(row.get("count")).isEqualTo(rows * 31);
                rows++;
            }
            assertThat(rows).isEqualTo(10_000);
        }
    }

    @Test
    void countsRowsBytesAndChecksum() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AvroTableWriter writer = new AvroTableWriter(SampleTable.of("visits", 0), out);
        SampleTable.of("visits", 9_000).writeTo(writer);
        writer.close();
        CRC32C checksum = new CRC32C();
        checksum.update(out.toByteArray());
        assertThat(writer.rows()).isEqualTo(9_000);
        assertThat(writer.sizeBytes()).isEqualTo(out.size());
        assertThat(writer.crc32c()).isEqualTo(checksum.getValue());
    }

    @Test
    void rowsAreResolvedToTheSchemaWanted() throws IOException {
        Codec<Later.Visit> wider = Codecs.of(Later.Visit.class);
        SampleTable table = SampleTable.of("visits", 5_000);
        try (AvroTableReader reader = new AvroTableReader("visits", write(table)).resolveTo(wider.schema())) {
            for (Visit visit : table.visits()) {
                assertThat(reader.next()).isTrue();
                Later.Visit read = wider.read(reader.row());
                assertThat(read.user()).isEqualTo(visit.user());
                assertThat(read.count()).isEqualTo((double) visit.count());
                assertThat(read.added()).isNull();
            }
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void mismatchIsRefusedByTableFieldAndTypes() throws IOException {
        byte[] content = write(SampleTable.of("visits", 1));
        try (AvroTableReader reader = new AvroTableReader("visits", content)) {
            assertThatThrownBy(() ->
                            reader.resolveTo(Codecs.of(Incompatible.Visit.class).schema()))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("Table visits does not fit the program at field count")
                    .hasMessageContaining("written as \"long\"")
                    .hasMessageContaining("array");
        }
    }

    @Test
    void truncatedFileIsRefused() throws IOException {
        byte[] content = write(SampleTable.of("visits", 20_000));
        byte[] cut = Arrays.copyOf(content, content.length - 100);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new AvroTableReader("visits", new ByteArrayInputStream(new byte[] {1, 2, 3})))
                .isInstanceOf(CorruptSnapshotException.class)
                .hasMessageContaining("Table visits cannot be read");
    }
}

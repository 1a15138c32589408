/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/** A table of visits. */
record SampleTable(String name, List<Visit> visits) implements StateTable {
    static final Codec<Visit> CODEC = Codecs.of(Visit.class);

    record Visit(String user, long count) {}

    static SampleTable of(String name, int rows) {
        return new SampleTable(
                name,
                java.util.stream.IntStream.range(0, rows)
                        .mapToObj(i -> new Visit("user-" + i * 7919, i * 31L))
                        .toList());
    }

    @Override
    public Schema schema() {
        return CODEC.schema();
    }

    @Override
    public void writeTo(RowWriter rows) throws IOException {
        for (Visit visit : visits) {
            Encoder row = rows.beginRow();
            CODEC.write(visit, row);
            rows.endRow();
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.savepoint.StateSummary.LargeKey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Sums up what the operators of a savepoint keep, in one pass over its rows. */
public final class StateListing {
    private static final int LARGEST = 3;

    private final Map<String, Summing> byName = new LinkedHashMap<>();
    private final CountingStream counter = new CountingStream();
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(counter, null);

    private StateListing() {}

    /** Returns the states of one operator, in the order in which they were declared. */
    public static List<StateSummary> of(Savepoint savepoint, String uid) throws IOException {
        List<StateSummary> summaries = new ArrayList<>();
        for (String table : savepoint.tables(uid)) {
            StateListing listing = new StateListing();
            savepoint.read(uid, table, listing::add);
            listing.byName.values().forEach(summing -> summaries.add(summing.summary(uid, table)));
        }
        return summaries;
    }

    private void add(StateRow row) throws IOException {
        Schema schema = row.record().getSchema();
        String key = row.isKeyed() ? keyText(row) : "";
        boolean anyState = false;
        for (Schema.Field field : schema.getFields()) {
            String kind = field.getProp("stateKind");
            if (kind != null) {
                anyState = true;
                add(StateRow.nameOf(field), kind, field.schema(), row.record().get(field.pos()), key);
            }
        }
        Schema.Field accumulator = schema.getField("accumulator");
        Schema.Field value = schema.getField("value");
        if (!anyState && accumulator != null) {
            add(row.table(), "slices", accumulator.schema(), row.record().get(accumulator.pos()), key);
        } else if (!anyState && value != null) {
            add(row.table(), "values", value.schema(), row.record().get(value.pos()), key);
        }
    }

    private static String keyText(StateRow row) {
        JsonNode window = row.window();
        return KeyText.of(row.key()) + (window == null ? "" : " " + window);
    }

    private void add(String name, String kind, Schema schema, Object value, String key) throws IOException {
        Summing summing = byName.computeIfAbsent(name, unused -> new Summing(name, kind, schema));
        boolean empty = value == null
                || (value instanceof Collection<?> elements && kind.equals("timers") && elements.isEmpty());
        if (!empty) {
            summing.add(key, sizeOf(schema, value));
        }
    }

    private long sizeOf(Schema schema, Object value) throws IOException {
        counter.bytes = 0;
        new GenericDatumWriter<>(schema).write(value, encoder);
        encoder.flush();
        return counter.bytes;
    }

    /** One name's figures so far. */
    private static final class Summing {
        private final String name;
        private final String kind;
        private final Schema schema;
        private final PriorityQueue<LargeKey> largest =
                new PriorityQueue<>(Comparator.comparingLong(LargeKey::sizeBytes));
        private long keys;
        private long bytes;

        Summing(String name, String kind, Schema schema) {
            this.name = name;
            this.kind = kind;
            this.schema = schema;
        }

        void add(String key, long size) {
            keys++;
            bytes += size;
            if (!key.isEmpty()) {
                largest.add(new LargeKey(key, size));
                if (largest.size() > LARGEST) {
                    largest.remove();
                }
            }
        }

        StateSummary summary(String uid, String table) {
            List<LargeKey> sorted = new ArrayList<>(largest);
            sorted.sort(Comparator.comparingLong(LargeKey::sizeBytes).reversed().thenComparing(LargeKey::key));
            return new StateSummary(uid, table, name, kind, TypeText.of(schema), keys, bytes, sorted);
        }
    }

    private static final class CountingStream extends OutputStream {
        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] content, int offset, int length) {
            bytes += length;
        }
    }
}

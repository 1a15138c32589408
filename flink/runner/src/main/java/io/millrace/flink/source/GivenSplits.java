/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import io.millrace.flink.state.ValueBytes;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What the enumerator of a source remembers: which splits readers have, or have read to their end. All others are found again.
 */
record GivenSplits(Set<String> ids) {
    /** Writes the ids in their order. */
    static final class Serializer implements SimpleVersionedSerializer<GivenSplits> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(GivenSplits given) throws IOException {
            return ValueBytes.write(List.copyOf(given.ids()));
        }

        @Override
        public GivenSplits deserialize(int version, byte[] serialized) throws IOException {
            Set<String> ids = new TreeSet<>();
            ValueBytes.read(serialized, GivenSplits.class.getClassLoader()).forEach(id -> ids.add((String) id));
            return new GivenSplits(ids);
        }
    }
}

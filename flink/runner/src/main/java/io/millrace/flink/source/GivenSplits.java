/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import io.millrace.flink.state.ValueBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What the enumerator of a source remembers.
 *
 * @param ids of the splits that readers have, or have read to their end; all others are found again
 * @param released whether the sources of the job have all ended, and may finish
 */
record GivenSplits(Set<String> ids, boolean released) {
    private static final int FIRST_VERSION = 1; // knew the ids only

    /** Writes whether the sources may finish, and the ids in their order. */
    static final class Serializer implements SimpleVersionedSerializer<GivenSplits> {
        @Override
        public int getVersion() {
            return FIRST_VERSION + 1;
        }

        @Override
        public byte[] serialize(GivenSplits given) throws IOException {
            List<Object> values = new ArrayList<>();
            values.add(given.released());
            values.addAll(given.ids());
            return ValueBytes.write(values);
        }

        @Override
        public GivenSplits deserialize(int version, byte[] serialized) throws IOException {
            List<Object> values = ValueBytes.read(serialized, GivenSplits.class.getClassLoader());
            boolean tellsReleased = version > FIRST_VERSION;
            Set<String> ids = new TreeSet<>();
            values.subList(tellsReleased ? 1 : 0, values.size()).forEach(id -> ids.add((String) id));
            return new GivenSplits(ids, tellsReleased && (boolean) values.get(0));
        }
    }
}

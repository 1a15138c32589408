/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import io.millrace.flink.state.ValueBytes;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A split on its way from the enumerator to a reader. */
record NamedSplit(io.millrace.connector.SourceSplit split) implements SourceSplit {
    @Override
    public String splitId() {
        return split.splitId();
    }

    /** Writes splits with the codecs of their types. */
    static final class Serializer implements SimpleVersionedSerializer<NamedSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(NamedSplit split) throws IOException {
            return ValueBytes.write(List.of(split.split()));
        }

        @Override
        public NamedSplit deserialize(int version, byte[] serialized) throws IOException {
            List<Object> values = ValueBytes.read(serialized, NamedSplit.class.getClassLoader());
            return new NamedSplit((io.millrace.connector.SourceSplit) values.get(0));
        }
    }
}

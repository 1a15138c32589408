/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** One generator instance out of as many as the source has readers. */
record GeneratorSplit(int index, int instances) implements SourceSplit {

    @Override
    public String splitId() {
        return Integer.toString(index);
    }

    /** Writes the two numbers; Flink needs it to hand splits to readers. */
    static final class Serializer implements SimpleVersionedSerializer<GeneratorSplit> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(GeneratorSplit split) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream output = new DataOutputStream(bytes);
            output.writeInt(split.index);
            output.writeInt(split.instances);
            return bytes.toByteArray();
        }

        @Override
        public GeneratorSplit deserialize(int version, byte[] serialized) throws IOException {
            DataInputStream input = new DataInputStream(new ByteArrayInputStream(serialized));
            return new GeneratorSplit(input.readInt(), input.readInt());
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.exchange;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes envelopes for Flink. What is in them is bytes already, by the codecs of the job's types. */
public final class EnvelopeSerializer extends TypeSerializerSingleton<Envelope> {
    public static final EnvelopeSerializer INSTANCE = new EnvelopeSerializer();

    private static final Envelope NOTHING = new Envelope(0, 0, 0, new byte[0]);

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Envelope createInstance() {
        return NOTHING;
    }

    @Override
    public Envelope copy(Envelope from) {
        return from;
    }

    @Override
    public Envelope copy(Envelope from, Envelope reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Envelope envelope, DataOutputView target) throws IOException {
        target.writeInt(envelope.edge());
        target.writeInt(envelope.sender());
        target.writeInt(envelope.target());
        target.writeInt(envelope.content().length);
        target.write(envelope.content());
    }

    @Override
    public Envelope deserialize(DataInputView source) throws IOException {
        int edge = source.readInt();
        int sender = source.readInt();
        int receiver = source.readInt();
        byte[] content = new byte[source.readInt()];
        source.readFully(content);
        return new Envelope(edge, sender, receiver, content);
    }

    @Override
    public Envelope deserialize(Envelope reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<Envelope> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Says in a snapshot of Flink's that this serializer wrote it. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Envelope> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}

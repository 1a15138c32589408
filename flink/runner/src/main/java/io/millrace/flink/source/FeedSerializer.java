/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import io.millrace.flink.stage.SplitFeed;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Passes a feed by reference, which is all that can be done with one. */
final class FeedSerializer extends TypeSerializerSingleton<SplitFeed> {
    static final FeedSerializer INSTANCE = new FeedSerializer();

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public SplitFeed createInstance() {
        return new SplitFeed(progress -> {}, () -> {});
    }

    @Override
    public SplitFeed copy(SplitFeed from) {
        return from;
    }

    @Override
    public SplitFeed copy(SplitFeed from, SplitFeed reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(SplitFeed feed, DataOutputView target) throws IOException {
        throw new IOException(
                "A source and its stage must be in one task: do not switch off Flink's operator chaining");
    }

    @Override
    public SplitFeed deserialize(DataInputView source) throws IOException {
        throw new IOException(
                "A source and its stage must be in one task: do not switch off Flink's operator chaining");
    }

    @Override
    public SplitFeed deserialize(SplitFeed reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        deserialize(source);
    }

    @Override
    public TypeSerializerSnapshot<SplitFeed> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Says in a snapshot of Flink's that this serializer wrote it. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SplitFeed> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** Gives every reader the one split with its number. */
final class GeneratorEnumerator implements SplitEnumerator<GeneratorSplit, Integer> {

    private final SplitEnumeratorContext<GeneratorSplit> context;

    GeneratorEnumerator(SplitEnumeratorContext<GeneratorSplit> context) {
        this.context = context;
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
        context.assignSplit(new GeneratorSplit(subtask, context.currentParallelism()), subtask);
        context.signalNoMoreSplits(subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String requesterHostname) {
        throw new IllegalStateException("Subtask " + subtask + " asked for a split although each has its own");
    }

    @Override
    public void addSplitsBack(List<GeneratorSplit> splits, int subtask) {
        throw new IllegalStateException("Subtask " + subtask + " failed; a benchmark run does not recover");
    }

    /** Nothing to remember: the assignment is fixed. */
    @Override
    public Integer snapshotState(long checkpointId) {
        return 0;
    }

    @Override
    public void close() {}

    /** Flink asks for one even where no checkpoint is taken. */
    static final class StateSerializer implements SimpleVersionedSerializer<Integer> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Integer state) {
            return new byte[] {state.byteValue()};
        }

        @Override
        public Integer deserialize(int version, byte[] serialized) throws IOException {
            if (serialized.length != 1) {
                throw new IOException("Enumerator state has " + serialized.length + " bytes instead of 1");
            }
            return (int) serialized[0];
        }
    }
}

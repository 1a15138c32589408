/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.exchange;

import org.apache.flink.runtime.io.network.api.writer.SubtaskStateMapper;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Sends each envelope to the subtask that it names: who gets which record was decided when it was written. */
public final class EnvelopeRouter extends StreamPartitioner<Envelope> {
    public EnvelopeRouter() {
        disableUnalignedCheckpoints(); // an envelope of a checkpoint could not be dealt out anew
    }

    @Override
    public int selectChannel(SerializationDelegate<StreamRecord<Envelope>> record) {
        return record.getInstance().getValue().target();
    }

    @Override
    public StreamPartitioner<Envelope> copy() {
        return this;
    }

    @Override
    public SubtaskStateMapper getDownstreamSubtaskStateMapper() {
        return SubtaskStateMapper.FULL;
    }

    @Override
    public boolean isPointwise() {
        return false;
    }

    @Override
    public String toString() {
        return "EXCHANGE";
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.RunMarks;
import io.millrace.benchmarks.nexmark.generator.Event;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The generator as a Flink source with one split per reader. */
final class GeneratorSource implements Source<Event, GeneratorSplit, Integer> {

    private final RunMarks run;
    private final long events;

    GeneratorSource(RunMarks run, long events) {
        this.run = run;
        this.events = events;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<Event, GeneratorSplit> createReader(SourceReaderContext context) {
        return new GeneratorReader(run, events);
    }

    @Override
    public SplitEnumerator<GeneratorSplit, Integer> createEnumerator(SplitEnumeratorContext<GeneratorSplit> context) {
        return new GeneratorEnumerator(context);
    }

    @Override
    public SplitEnumerator<GeneratorSplit, Integer> restoreEnumerator(
            SplitEnumeratorContext<GeneratorSplit> context, Integer state) {
        return new GeneratorEnumerator(context);
    }

    @Override
    public SimpleVersionedSerializer<GeneratorSplit> getSplitSerializer() {
        return new GeneratorSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new GeneratorEnumerator.StateSerializer();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.millrace;

import io.millrace.benchmarks.nexmark.RunMarks;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.NexmarkGenerator;
import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import java.util.ArrayList;
import java.util.List;

/** The generator as a source: one split a subtask. */
final class GeneratorSource implements Source<Event, GeneratorSource.Split> {

    private final RunMarks run;
    private final long events;

    GeneratorSource(RunMarks run, long events) {
        this.run = run;
        this.events = events;
    }

    /** One instance of the generator, from a position on. */
    record Split(int instance, int instances, long taken) implements SourceSplit {
        @Override
        public String splitId() {
            return instance + "/" + instances;
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<Split> createEnumerator(SourceContext context) {
        int instances = context.parallelism();
        return known -> {
            List<Split> splits = new ArrayList<>();
            for (int instance = 0; instance < instances; instance++) {
                splits.add(new Split(instance, instances, 0));
            }
            splits.removeIf(split -> known.contains(split.splitId()));
            return splits;
        };
    }

    @Override
    public SplitReader<Event, Split> createReader(Split split, SourceContext context) {
        return new Reader(split);
    }

    private final class Reader implements SplitReader<Event, Split> {
        private final Split start;
        private final NexmarkGenerator generator;
        private long taken;
        private boolean started;

        Reader(Split split) {
            this.start = split;
            this.generator = NexmarkGenerator.instance(split.instance(), split.instances(), events);
            for (taken = 0; taken < split.taken(); taken++) {
                generator.next();
            }
        }

        @Override
        public Status read(SourceOutput<Event> output, int maxRecords) {
            if (!started) {
                started = true;
                run.sourceStarted();
            }
            int read = 0;
            while (read < maxRecords && generator.hasNext()) {
                Event event = generator.next();
                output.collect(event, event.dateTime());
                read++;
            }
            taken += read;
            return generator.hasNext() ? Status.MORE : Status.END;
        }

        @Override
        public Split position() {
            return new Split(start.instance(), start.instances(), taken);
        }

        @Override
        public void close() {}
    }
}

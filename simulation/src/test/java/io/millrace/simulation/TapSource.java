/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A source whose splits a test fills, and ends, while the job runs. An element is its own event time. */
final class TapSource implements Source<Long, ScriptedSplit> {
    private static final long serialVersionUID = 1L;

    private final transient List<List<Long>> splits = new ArrayList<>();
    private final transient Set<Integer> ended = new HashSet<>();
    private final Boundedness boundedness;

    TapSource(int splitCount, Boundedness boundedness) {
        this.boundedness = boundedness;
        for (int split = 0; split < splitCount; split++) {
            splits.add(new ArrayList<>());
        }
    }

    void add(int split, long... elements) {
        for (long element : elements) {
            splits.get(split).add(element);
        }
    }

    void end() {
        for (int split = 0; split < splits.size(); split++) {
            end(split);
        }
    }

    void end(int split) {
        ended.add(split);
    }

    @Override
    public Boundedness getBoundedness() {
        return boundedness;
    }

    @Override
    public SplitEnumerator<ScriptedSplit> createEnumerator(SourceContext context) {
        return new SplitEnumerator<>() {
            @Override
            public List<ScriptedSplit> discover(Set<String> knownSplitIds) {
                List<ScriptedSplit> found = new ArrayList<>();
                for (int split = 0; split < splits.size(); split++) {
                    if (!knownSplitIds.contains("tap-" + split)) {
                        found.add(new ScriptedSplit("tap-" + split, split, 0));
                    }
                }
                return found;
            }
        };
    }

    @Override
    public SplitReader<Long, ScriptedSplit> createReader(ScriptedSplit split, SourceContext context) {
        return new SplitReader<>() {
            private int position = split.position();

            @Override
            public Status read(SourceOutput<Long> output, int maxRecords) {
                List<Long> elements = splits.get(split.index());
                for (int read = 0; read < maxRecords && position < elements.size(); read++) {
                    output.collect(elements.get(position++));
                }
                if (position < elements.size()) {
                    return Status.MORE;
                }
                return ended.contains(split.index()) ? Status.END : Status.NOTHING_NOW;
            }

            @Override
            public ScriptedSplit position() {
                return new ScriptedSplit(split.splitId(), split.index(), position);
            }

            @Override
            public void close() {}
        };
    }
}

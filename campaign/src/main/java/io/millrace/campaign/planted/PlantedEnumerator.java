/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.simulation.ScriptedSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A source that was to begin each split where it began when it was found, and does so anew after a restore: a split that
 * is in no checkpoint yet begins behind what it has meanwhile.
 */
record PlantedEnumerator<T, S extends SourceSplit>(Source<T, S> source) implements Source<T, S> {
    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SplitEnumerator<S> createEnumerator(SourceContext context) throws Exception {
        SplitEnumerator<S> enumerator = source.createEnumerator(context);
        return new SplitEnumerator<>() {
            private boolean restoring = true;

            @Override
            public List<S> discover(Set<String> knownSplitIds) throws Exception {
                List<S> found = enumerator.discover(knownSplitIds);
                boolean restored = restoring && !knownSplitIds.isEmpty();
                restoring = false;
                return restored ? latest(found) : found;
            }

            @Override
            public long discoveryIntervalMillis() {
                return enumerator.discoveryIntervalMillis();
            }

            @Override
            public void close() throws IOException {
                enumerator.close();
            }
        };
    }

    @SuppressWarnings("unchecked") // a split becomes one of its own class
    private static <S> List<S> latest(List<S> found) {
        List<S> moved = new ArrayList<>();
        for (S split : found) {
            moved.add(
                    split instanceof ScriptedSplit scripted
                            ? (S) new ScriptedSplit(scripted.splitId(), scripted.index(), scripted.position() + 1)
                            : split);
        }
        return moved;
    }

    @Override
    public SplitReader<T, S> createReader(S split, SourceContext context) throws Exception {
        return source.createReader(split, context);
    }
}

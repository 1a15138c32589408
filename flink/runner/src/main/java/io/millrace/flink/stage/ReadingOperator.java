/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.exchange.Envelope;
import io.millrace.operator.SourceProgress;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** A stage that reads a source: its splits come through a {@link SplitFeed}, which Flink brings for each step. */
final class ReadingOperator extends StageOperator<SplitFeed> {
    private volatile @Nullable SplitFeed feed;

    ReadingOperator(StageProgram program, StreamOperatorParameters<Envelope> parameters) {
        super(program, parameters);
    }

    @Override
    public void processElement(StreamRecord<SplitFeed> element) throws Exception {
        SplitFeed arrived = element.getValue();
        if (feed == null) {
            feed = arrived;
            arrived.connect(command -> {
                driver().tell(command);
                wakeUp();
            });
        }
        if (link().isSettled()) {
            driver().allowWaiting();
            plan(driver().step());
        }
    }

    /** The feed is brought once anyhow. */
    @Override
    void wakeUp() {
        SplitFeed current = feed;
        if (current != null) {
            current.wakeUp();
        }
    }

    @Override
    void onProgress(SourceProgress progress) {
        SplitFeed current = feed;
        if (current != null) {
            current.tellProgress(progress);
        }
    }

    @Override
    void onEnded() {
        SplitFeed current = feed;
        if (current != null) {
            current.end();
        }
    }
}

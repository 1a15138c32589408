/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.exchange.Envelope;
import io.millrace.operator.SourceProgress;
import io.millrace.task.OperatorTask.Progress;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** A stage that reads a source: its splits come through a {@link SplitFeed}, the only element that Flink brings. */
final class ReadingOperator extends StageOperator<SplitFeed> {
    private @Nullable SplitFeed feed;

    ReadingOperator(StageProgram program, StreamOperatorParameters<Envelope> parameters) {
        super(program, parameters);
    }

    @Override
    public void processElement(StreamRecord<SplitFeed> element) {
        SplitFeed arrived = element.getValue();
        feed = arrived;
        arrived.connect(command -> {
            driver().tell(command);
            wakeUp();
        });
    }

    @Override
    Progress advance() throws Exception {
        driver().allowWaiting();
        return driver().step();
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

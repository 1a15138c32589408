/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.exchange.Envelope;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes, in a task, the Flink operator that drives a stage. */
public final class StageOperatorFactory extends AbstractStreamOperatorFactory<Envelope> {
    private final StageProgram program;

    public StageOperatorFactory(StageProgram program) {
        this.program = program;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    private boolean reads() {
        return program.stage().head().source() != null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<Envelope>> T createStreamOperator(StreamOperatorParameters<Envelope> parameters) {
        return (T) (reads() ? new ReadingOperator(program, parameters) : new ReceivingOperator(program, parameters));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return reads() ? ReadingOperator.class : ReceivingOperator.class;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.flink.exchange.Envelope;
import io.millrace.graph.JobNode;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEventDispatcher;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes, in a task, the Flink operator that stands for one operator of the job. */
public final class NodeOperatorFactory extends AbstractStreamOperatorFactory<Envelope> {
    private final StageProgram program;
    private final JobNode node;

    private NodeOperatorFactory(StageProgram program, JobNode node) {
        this.program = program;
        this.node = node;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    /** @param node an operator of the stage */
    public static StreamOperatorFactory<Envelope> of(StageProgram program, JobNode node) {
        return node.sink() instanceof TwoPhaseCommitSink<?, ?, ?>
                ? new OfSinks(program, node)
                : new NodeOperatorFactory(program, node);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<Envelope>> T createStreamOperator(StreamOperatorParameters<Envelope> parameters) {
        return (T) new NodeOperator(program, node, parameters);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return NodeOperator.class;
    }

    /** Makes those of exactly-once sinks, which have a coordinator. */
    private static final class OfSinks extends AbstractStreamOperatorFactory<Envelope>
            implements CoordinatedOperatorFactory<Envelope> {
        private final StageProgram program;
        private final JobNode node;

        OfSinks(StageProgram program, JobNode node) {
            this.program = program;
            this.node = node;
            setChainingStrategy(ChainingStrategy.ALWAYS);
        }

        @Override
        public OperatorCoordinator.Provider getCoordinatorProvider(String operatorName, OperatorID operatorId) {
            return new SinkCoordinator.Provider(operatorId);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T extends StreamOperator<Envelope>> T createStreamOperator(
                StreamOperatorParameters<Envelope> parameters) {
            OperatorID id = parameters.getStreamConfig().getOperatorID();
            OperatorEventDispatcher events = parameters.getOperatorEventDispatcher();
            SinkNodeOperator operator =
                    new SinkNodeOperator(program, node, parameters, events.getOperatorEventGateway(id));
            events.registerEventHandler(id, operator);
            return (T) operator;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
            return SinkNodeOperator.class;
        }
    }
}

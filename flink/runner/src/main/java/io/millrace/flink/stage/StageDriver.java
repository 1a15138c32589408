/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.data.CheckpointBarrier;
import io.millrace.data.EndOfInput;
import io.millrace.environment.Environment;
import io.millrace.flink.exchange.Envelope;
import io.millrace.operator.Kernels;
import io.millrace.operator.SourceProgress;
import io.millrace.task.OperatorTask;
import io.millrace.task.OperatorTask.Progress;
import io.millrace.task.SchedulingPolicy;
import io.millrace.task.TaskCommand;
import io.millrace.task.TaskId;
import io.millrace.task.TaskListener;
import io.millrace.task.TaskResources;
import io.millrace.task.TaskSetup;
import io.millrace.task.TaskSnapshot;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drives the task of one subtask of a stage: channels and commands in, steps, snapshots. All calls come from Flink's thread of
 * the task.
 */
final class StageDriver implements TaskListener {
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private final StageProgram program;
    private final StageLink link;
    private final StageOutput output;
    private final StageMailbox mailbox;
    private final TaskResources resources;
    private final Environment environment;
    private final Consumer<SourceProgress> progressListener;
    private final Queue<TaskCommand> commands = new ArrayDeque<>();
    private final Map<Integer, Integer> firstChannel = new HashMap<>(); // by the number of the exchange
    private final InputChannel[] inputs;
    private final List<OutputChannel> outputs = new ArrayList<>();
    private final OperatorTask task;
    private @Nullable Throwable failure;
    private boolean inputEnded;
    private boolean ended;
    private int waiting;

    /**
     * @param restarts how often the job was started again before
     * @param attemptId the same in no two runs
     * @param progressListener told how far a source is that keeps step with others
     */
    StageDriver(
            StageProgram program,
            int subtask,
            int restarts,
            long attemptId,
            StageLink link,
            StageOutput output,
            StageMailbox mailbox,
            TaskResources resources,
            StageEnvironment environment,
            Consumer<SourceProgress> progressListener) {
        this.program = program;
        this.link = link;
        this.output = output;
        this.mailbox = mailbox;
        this.resources = resources;
        this.environment = environment;
        this.progressListener = progressListener;
        List<InputChannel> channels = new ArrayList<>();
        List<Integer> inputOf = new ArrayList<>();
        for (StageProgram.Incoming incoming : program.incoming()) {
            boolean oneToOne = StageProgram.isOneToOne(
                    incoming.edge(), incoming.writers(), program.stage().parallelism());
            int count = oneToOne ? 1 : incoming.writers();
            firstChannel.put(incoming.number(), channels.size() - (oneToOne ? subtask : 0));
            for (int i = 0; i < count; i++) {
                channels.add(new InputChannel(environment.classLoader()));
                inputOf.add(incoming.edge().input());
            }
        }
        this.inputs = channels.toArray(InputChannel[]::new);
        this.task = new OperatorTask(
                program.stage(),
                setup(new TaskId(program.stage().id(), subtask), restarts, attemptId),
                inputs,
                inputOf.stream().mapToInt(Integer::intValue).toArray(),
                outgoing(subtask));
    }

    private TaskSetup setup(TaskId id, int restarts, long attemptId) {
        return new TaskSetup(
                id,
                environment,
                SchedulingPolicy.IN_TURN,
                link,
                commands,
                mailbox,
                this,
                new TaskSetup.ReaderOffload() {
                    @Override
                    public <T, S extends SourceSplit> SplitReader<T, S> offload(TaskId id, SplitReader<T, S> reader) {
                        return resources.offload(reader, mailbox::notifyTask);
                    }
                },
                node -> Kernels.fresh(),
                restarts,
                attemptId,
                program.configuration().watermarkIntervalRecords(),
                program.jobName(),
                program.configuration().jobParameters(),
                program.configuration().stateBackend(),
                program.configuration().batch() != null);
    }

    private List<OperatorTask.OutgoingEdge> outgoing(int subtask) {
        List<OperatorTask.OutgoingEdge> edges = new ArrayList<>();
        for (StageProgram.Outgoing outgoing : program.outgoing()) {
            boolean oneToOne =
                    StageProgram.isOneToOne(outgoing.edge(), program.stage().parallelism(), outgoing.readers());
            OutputChannel[] channels = new OutputChannel[oneToOne ? 1 : outgoing.readers()];
            for (int i = 0; i < channels.length; i++) {
                channels[i] = new OutputChannel(
                        output,
                        outgoing.tag(),
                        outgoing.number(),
                        subtask,
                        oneToOne ? subtask : i,
                        environment.classLoader());
                outputs.add(channels[i]);
            }
            edges.add(new OperatorTask.OutgoingEdge(
                    outgoing.edge(),
                    channels,
                    outgoing.maxParallelism(),
                    link.isRestored() ? OperatorTask.OutgoingEdge.UNKNOWN : Long.MIN_VALUE));
        }
        return edges;
    }

    OperatorTask task() {
        return task;
    }

    void receive(Envelope envelope) throws IOException {
        Integer first = firstChannel.get(envelope.edge());
        if (first == null) {
            throw new IllegalStateException("An envelope of exchange " + envelope.edge() + " came to stage '"
                    + program.stage().name() + "', which does not read it");
        }
        inputs[first + envelope.sender()].receive(envelope.content());
        waiting++;
    }

    /** Returns how many elements have come since the task last ran out of work. */
    int waiting() {
        return waiting;
    }

    void tell(TaskCommand command) {
        commands.add(command);
    }

    /** Takes one step, and throws what it failed with. */
    Progress step() throws Exception {
        Progress progress = task.step();
        Throwable thrown = failure;
        if (thrown != null) {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        }
        return progress;
    }

    /** Lets the task wait where the network has no room, until further calls. */
    void allowWaiting() {
        output.setMayBlock(false);
    }

    /** Steps until the task has nothing to do; blocks where the network has no room. */
    Progress run() throws Exception {
        output.setMayBlock(true);
        Progress progress = step();
        while (progress == Progress.READY) {
            progress = step();
        }
        waiting = 0;
        return progress;
    }

    /** Flink's barrier of the last checkpoint has been sent: what the task has emitted since may follow. */
    void release() {
        outputs.forEach(OutputChannel::release);
    }

    /**
     * Takes the snapshot of a checkpoint, whose barrier stands behind all that has come. What is emitted behind it waits for
     * {@link #release}.
     */
    void checkpoint(CheckpointBarrier barrier) throws Exception {
        output.setMayBlock(true);
        boolean told = ended || inputEnded || inputs.length == 0;
        if (told) {
            tell(new TaskCommand.TriggerCheckpoint(barrier, false));
        } else {
            for (InputChannel input : inputs) {
                input.add(barrier);
            }
        }
        Progress progress = step();
        while (!link.has(barrier.checkpointId())) {
            if (!told && (ended || inputEnded)) {
                told = true; // the inputs ended behind which the barrier stands
                tell(new TaskCommand.TriggerCheckpoint(barrier, false));
            } else {
                waitFor(progress);
            }
            progress = step();
        }
    }

    /** Nothing more will come: runs until all is emitted. Sources that are not at their end stop reading. */
    void end() throws Exception {
        if (inputs.length == 0) {
            tell(new TaskCommand.EndSources());
        }
        for (InputChannel input : inputs) {
            if (!input.hasEnded()) {
                input.add(EndOfInput.INSTANCE);
            }
        }
        Progress progress = run();
        while (!ended) {
            waitFor(progress);
            progress = run();
        }
    }

    /** Waits for letters, or for what the task itself waits for. */
    private void waitFor(Progress progress) throws InterruptedException {
        if (progress != Progress.READY) {
            long millis = task.wakeUpMillis() == Long.MAX_VALUE
                    ? LONGEST_WAIT_MILLIS
                    : task.wakeUpMillis() - environment.clockMillis();
            mailbox.await(Math.max(1, Math.min(millis, LONGEST_WAIT_MILLIS)));
        }
    }

    /** Ends the task and lets go of what it had of the machine. */
    void close() throws Exception {
        Throwable thrown = task.close();
        try {
            resources.close();
        } catch (IOException e) {
            thrown = thrown == null ? e : thrown;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (Exception) thrown;
        }
    }

    @Override
    public void onSnapshot(TaskSnapshot snapshot) {
        link.put(snapshot);
    }

    @Override
    public void onInputEnded(TaskId id) {
        inputEnded = true;
    }

    @Override
    public void onEnded(TaskId id) {
        ended = true;
    }

    @Override
    public void onProgress(TaskId id, SourceProgress progress) {
        progressListener.accept(progress);
    }

    @Override
    public void onFailed(TaskId id, Throwable thrown) {
        failure = thrown;
    }
}

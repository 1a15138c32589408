/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.graph.BatchSettings;
import io.millrace.graph.CheckpointSettings;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.JobGraph;
import io.millrace.graph.RestartSettings;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.graph.StateBackendSettings;
import io.millrace.snapshot.Folding;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.CheckpointTimeoutException;
import io.millrace.task.JobListener;
import io.millrace.task.JobMaster;
import io.millrace.task.JobStatus;
import io.millrace.task.OperatorTask;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One world from its beginning to its end: processes that run the job and die, first with faults of all kinds (nothing
 * may ever be wrong), then without (the job must finish).
 */
final class Schedule {
    private static final int MOST_EVENTS_WITH_FAULTS = 20_000;
    private static final int MOST_EVENTS_WITHOUT = 400_000;

    private static final int INSPECT_EVERY = 64;

    /** Long enough for a job to come to its end, and shorter than most jumps of the clock. */
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofSeconds(20);

    private static final String SAVEPOINTS = "savepoints";
    private static final double COLD_PROCESSES = 0.4;
    private static final int MOST_KEYS_IN_MEMORY = 4;

    private final long seed;
    private final World world;
    private final Scenario.Run run;
    private final Swarm swarm;
    private final int maxParallelism;
    private final int watermarkInterval;
    private final int retained;
    private final @Nullable Folding folding;
    private final int tolerableFailures;
    private final boolean checkpointing;
    private final Randomness backends; // of its own, so that what a process keeps where changes nothing else
    private final double coldProcesses;
    private boolean first = true;
    private @Nullable String savepoint; // of the job that was stopped, until somebody starts it again
    private @Nullable JobMaster master;
    private @Nullable SimulatedJobHost host;
    private @Nullable Throwable jobFailure;
    private long newestCheckpoint = -1;
    private int checkpoints;
    private int savepoints;

    Schedule(Scenario scenario, long seed, int mostCrashes, WorldHooks hooks) {
        this(scenario, seed, new Randomness(seed), mostCrashes, hooks);
    }

    /** A quarter of all worlds. Not drawn from what they draw from, so that worlds with a disk stay as they were. */
    private static boolean storesObjects(long seed) {
        return (seed * 0x9E3779B97F4A7C15L) >>> 62 == 0;
    }

    private Schedule(Scenario scenario, long seed, Randomness random, int mostCrashes, WorldHooks hooks) {
        this.seed = seed;
        this.run = scenario.draw(random);
        Swarm drawn = Swarm.draw(random, mostCrashes, run.mostParallelism());
        this.checkpointing = !random.chance(0.05) || run.isUnbounded();
        this.swarm = checkpointing ? drawn : drawn.withoutFaults();
        this.maxParallelism = random.chance(0.5) ? 128 : random.between(swarm.mostParallelism(), 16);
        this.watermarkInterval = random.upTo(64);
        this.retained = random.between(1, 3);
        this.folding = folding(random);
        this.tolerableFailures = random.chance(0.5) ? 0 : random.upTo(8);
        this.backends = new Randomness(~seed);
        this.coldProcesses = COLD_PROCESSES;
        this.world = new World(random, swarm, hooks, storesObjects(seed));
        world.storage().load(new SimulatedStorage.Files(run.files()));
    }

    /** A world that is as it is told to be, in which only its order is drawn. */
    Schedule(Scenario scenario, long seed, Swarm swarm, WorldHooks hooks, boolean storesObjects) {
        Randomness random = new Randomness(seed);
        this.seed = seed;
        this.run = scenario.draw(random);
        this.checkpointing = true;
        this.swarm = swarm;
        this.maxParallelism = 16;
        this.watermarkInterval = 1;
        this.retained = 1;
        this.folding = new Folding(2, 100);
        this.tolerableFailures = 0;
        this.backends = new Randomness(~seed);
        this.coldProcesses = 0;
        this.world = new World(random, swarm, hooks, storesObjects);
        world.storage().load(new SimulatedStorage.Files(run.files()));
    }

    /**
     * Runs the world to its end.
     *
     * @throws SimulationFailure if anything was wrong
     */
    Outcome run() {
        try {
            startProcess();
            live();
            verify();
        } catch (ProcessCrash late) {
            throw new IllegalStateException("A crash outside of a process", late);
        }
        return new Outcome(
                seed,
                world.trace().hash(),
                world.trace().events(),
                world.faults(),
                world.deaths(),
                checkpoints,
                savepoints);
    }

    World world() {
        return world;
    }

    private void live() {
        long eventsToCrash =
                swarm.crashes() == 0 ? Long.MAX_VALUE : world.random().upTo(swarm.crashSteps());
        int moved = 0; // the last event in which records went anywhere, or faults could still happen
        for (int event = 0; ; event++) {
            boolean alive = act();
            if (world.takeMoved() || world.isFaulty()) {
                moved = event;
            }
            if (event % INSPECT_EVERY == 0) {
                run.inspect(world.outputs());
            }
            SimulationFailure failure = world.failure();
            if (failure != null) {
                throw failure;
            }
            if (world.isFaulty() && world.deaths() < swarm.crashes() && --eventsToCrash <= 0) {
                eventsToCrash = world.random().upTo(swarm.crashSteps());
                world.crash();
            }
            if (world.isCrashed()) {
                world.bury();
                savepoint = null; // it is as new as the newest checkpoint, and that one is not older
                startProcess();
            } else if (isOver(alive)) {
                return;
            }
            if (world.isFaulty() && event > MOST_EVENTS_WITH_FAULTS) {
                world.heal();
            }
            // What happened, and not how often time passed by itself, which in some worlds is most of all.
            if (world.trace().events() > MOST_EVENTS_WITH_FAULTS + MOST_EVENTS_WITHOUT) {
                throw world.failure("The job does not come to an end, though nothing goes wrong any more");
            }
            if (event - moved > world.hooks().patience()) {
                throw world.failure(
                        "No record has moved for " + (event - moved) + " events, though nothing goes wrong any more");
            }
        }
    }

    private boolean act() {
        try {
            wish(world.hooks().wish());
            if (checkpointing && world.chance(swarm.demand()) && current().status() == JobStatus.RUNNING) {
                wish(WorldHooks.Wish.CHECKPOINT);
            }
            if (world.chance(swarm.cancel())) {
                wish(WorldHooks.Wish.CANCEL);
            }
            if (checkpointing && world.chance(swarm.stopWithSavepoint())) {
                boolean drains = run.drains() && world.random().chance(0.8);
                wish(drains ? WorldHooks.Wish.DRAIN : WorldHooks.Wish.STOP_WITH_SAVEPOINT);
            }
            return currentHost().act();
        } catch (ProcessCrash crash) {
            world.crash();
            return true;
        }
    }

    private void wish(WorldHooks.Wish wish) {
        switch (wish) {
            case NOTHING -> {}
            case CHECKPOINT -> current().triggerCheckpoint((id, failure) -> {});
            case SAVEPOINT -> current().triggerSavepoint(SAVEPOINTS, (path, failure) -> {});
            case STOP_WITH_SAVEPOINT ->
                current()
                        .stopWithSavepoint(
                                false, SAVEPOINTS, (path, failure) -> savepoint = path == null ? savepoint : path);
            case DRAIN -> current().stopWithSavepoint(true, SAVEPOINTS, (path, failure) -> {});
            case CANCEL -> current().cancel();
        }
    }

    /** Returns whether the world has come to its end; starts another process where the job must go on. */
    private boolean isOver(boolean alive) {
        JobStatus status = current().status();
        if (status == JobStatus.FAILED) {
            if (!isInjected(jobFailure)) {
                throw new SimulationFailure("The job failed, and no fault was the cause: " + jobFailure, cause());
            }
            world.note("job failed", 0, 0);
            startProcess();
            return false;
        }
        if (status == JobStatus.CANCELED) {
            startProcess();
            return false;
        }
        if (status == JobStatus.FINISHED && savepoint != null) {
            startProcess();
            return false;
        }
        if (status == JobStatus.FINISHED) {
            if (world.deaths() < swarm.crashes() && world.chance(0.3)) {
                world.crash();
                world.bury();
                startProcess();
                return false;
            }
            return true;
        }
        if (run.isUnbounded() && run.isDone(world.outputs())) {
            return true;
        }
        if (!alive) {
            throw world.failure("The job is " + status + " and waits for ever");
        }
        return false;
    }

    private Throwable cause() {
        return jobFailure == null ? new IllegalStateException("unknown") : jobFailure;
    }

    private static boolean isInjected(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InjectedFault
                    || cause instanceof InjectedTaskFailure
                    || cause instanceof ProcessCrash
                    || cause instanceof CheckpointTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private JobMaster current() {
        JobMaster current = master;
        if (current == null) {
            throw new IllegalStateException("No process was started");
        }
        return current;
    }

    private SimulatedJobHost currentHost() {
        SimulatedJobHost current = host;
        if (current == null) {
            throw new IllegalStateException("No process was started");
        }
        return current;
    }

    private void startProcess() {
        int parallelism = world.random().between(swarm.leastParallelism(), swarm.mostParallelism());
        world.note("process starts", parallelism, 0);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism).setMaxParallelism(maxParallelism);
        run.build(environment);
        JobGraph graph = world.hooks().graph(environment.getJobGraph("simulated"));
        JobGraph configured = new JobGraph(
                graph.name(), graph.nodes(), configuration(graph.configuration().batch()));
        SimulatedJobHost newHost = new SimulatedJobHost(world);
        JobMaster newMaster = new JobMaster(GraphCompiler.compile(configured), newHost, new Listener());
        host = newHost;
        master = newMaster;
        newHost.post(newMaster::start);
        first = false;
        savepoints += savepoint == null ? 0 : 1;
        savepoint = null;
    }

    /** Files of changes that are folded early and late, and often more of them than a job would have. */
    private static @Nullable Folding folding(Randomness random) {
        return random.chance(0.9) ? new Folding(random.between(2, 4), random.chance(0.5) ? 0.5 : 100) : null;
    }

    /** In some processes hardly a key is in memory; state moves between these and others. */
    private StateBackendSettings stateBackend() {
        return backends.chance(coldProcesses)
                ? new StateBackendSettings("simulated", backends.upTo(MOST_KEYS_IN_MEMORY))
                : StateBackendSettings.HASHMAP;
    }

    private JobConfiguration configuration(@Nullable BatchSettings batch) {
        return new JobConfiguration(
                checkpointing ? Duration.ofMillis(swarm.checkpointMillis()) : null,
                checkpointing ? "checkpoints" : null,
                retained,
                first || savepoint != null ? ResumeMode.FRESH : ResumeMode.NEWEST,
                new RestartSettings.FixedDelay(1_000_000, Duration.ofMillis(swarm.checkpointMillis())),
                watermarkInterval,
                Map.of(),
                batch,
                savepoint == null ? null : SavepointRestoreSettings.forPath(savepoint),
                new CheckpointSettings(
                        folding, Duration.ZERO, tolerableFailures == 0 ? null : CHECKPOINT_TIMEOUT, tolerableFailures),
                stateBackend());
    }

    private void verify() {
        run.inspect(world.outputs());
        run.verify(world.outputs());
        if (current().status() != JobStatus.FINISHED) {
            return;
        }
        for (Ledger ledger : world.ledgers()) {
            if (ledger.pending() > 0) {
                throw world.failure(ledger.pending() + " transactions were neither committed nor aborted");
            }
        }
        if (run.endsWithoutState()) {
            for (OperatorTask task : current().tasks()) {
                if (task.metrics().keys > 0) {
                    throw world.failure(task.stage().name() + "[" + task.id().subtask() + "] ends with state of "
                            + task.metrics().keys + " keys");
                }
            }
        }
    }

    /** Says what the world was like, and what happened last in it. */
    String describe() {
        StringBuilder text = new StringBuilder();
        text.append(swarm).append(", maxParallelism=").append(maxParallelism);
        text.append(", watermarkInterval=")
                .append(watermarkInterval)
                .append(", ")
                .append(folding)
                .append(", tolerableFailures=")
                .append(tolerableFailures)
                .append('\n');
        world.trace().last().forEach(line -> text.append(line).append('\n'));
        if (host != null) {
            host.describe().forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private final class Listener implements JobListener {
        private boolean over;

        @Override
        public void onStatus(JobStatus status, @Nullable Throwable failure) {
            world.note(status.name(), 0, 0);
            if (over) {
                throw world.failure("The job is " + status + ", though it was over");
            }
            over = status.isGloballyTerminalState();
            jobFailure = failure;
        }

        @Override
        public void onCheckpointComplete(long checkpointId) {
            world.note("checkpoint", checkpointId, 0);
            checkpoints++;
            if (checkpointId <= newestCheckpoint) {
                throw world.failure("Checkpoint " + checkpointId + " was completed after " + newestCheckpoint);
            }
            newestCheckpoint = checkpointId;
        }

        @Override
        public void onAttempt(int attempt, long checkpointId) {
            world.note("attempt", attempt, checkpointId);
            if (checkpointId < newestCheckpoint) {
                throw world.failure("Attempt " + attempt + " starts from checkpoint " + checkpointId
                        + ", though checkpoint " + newestCheckpoint + " was complete");
            }
        }

        @Override
        public void onRestart(Throwable failure, long delayMillis) {
            world.note("restart", delayMillis, 0);
            if (!isInjected(failure)) {
                throw new SimulationFailure("An attempt failed, and no fault was the cause: " + failure, failure);
            }
        }
    }
}

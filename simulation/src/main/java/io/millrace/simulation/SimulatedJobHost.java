/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.environment.Environment;
import io.millrace.graph.JobNode;
import io.millrace.operator.Kernels;
import io.millrace.task.Channel;
import io.millrace.task.JobHost;
import io.millrace.task.OperatorTask;
import io.millrace.task.SchedulingPolicy;
import io.millrace.task.TaskCommand;
import io.millrace.task.TaskId;
import io.millrace.task.TaskMailbox;
import io.millrace.task.TaskSetup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Drives one process's job on the caller's thread, one event at a time: a step of a task, an action of the master, a
 * piece of blocking work, the arrival of its result, a timer, or the passing of time. Which comes next is for chance.
 */
final class SimulatedJobHost implements JobHost {
    private final World world;
    private final SimulatedEnvironment environment;
    private final SchedulingPolicy policy;
    private final Map<TaskId, Driven> tasks = new LinkedHashMap<>();
    private final ArrayDeque<Runnable> master = new ArrayDeque<>();
    private final List<Runnable> work = new ArrayList<>();
    private final List<Runnable> results = new ArrayList<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::millis).thenComparingLong(Timer::order));
    private long timerOrder;
    private boolean masterActs;

    SimulatedJobHost(World world) {
        this.world = world;
        this.environment = new SimulatedEnvironment(world);
        this.policy = new SeededPolicy(world);
        world.setOthers(this::actNested);
    }

    /** As a machine does it: by how long it is to go, whatever becomes of the clock. */
    private record Timer(long millis, long order, Runnable action) {}

    /** A task, and whether somebody has asked for a step since its last one said what it waits for. */
    private static final class Driven {
        private final OperatorTask task;
        private final int favour;
        private OperatorTask.Progress progress = OperatorTask.Progress.READY;
        private boolean activated;
        private boolean stepping;

        Driven(OperatorTask task, int favour) {
            this.task = task;
            this.favour = favour;
        }

        boolean isReady(long now) {
            if (stepping || progress == OperatorTask.Progress.FAILED) {
                return false;
            }
            return activated
                    || progress == OperatorTask.Progress.READY
                    || (progress == OperatorTask.Progress.WAITING_FOR_INPUT && task.wakeUpMillis() <= now);
        }
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public SchedulingPolicy policy() {
        return policy;
    }

    @Override
    public TaskSetup.ReaderOffload offload() {
        return new TaskSetup.ReaderOffload() {
            @Override
            public <T, S extends SourceSplit> SplitReader<T, S> offload(TaskId task, SplitReader<T, S> reader) {
                return reader;
            }
        };
    }

    @Override
    public Kernels kernels(JobNode node) {
        return Kernels.shared();
    }

    @Override
    public Channel createChannel(TaskId writer, TaskId reader) {
        return world.hooks().channel(new SimulatedChannel(world, this, writer, reader), reader, world.random());
    }

    @Override
    public Queue<TaskCommand> createCommandQueue(TaskId task) {
        return new ArrayDeque<>();
    }

    @Override
    public TaskMailbox createMailbox(TaskId task) {
        return new SimulatedMailbox(world, this, task);
    }

    @Override
    public void launch(List<OperatorTask> newTasks) {
        for (OperatorTask task : newTasks) {
            int favour = world.swarm().favourites() ? world.random().upTo(64) : 1;
            tasks.put(task.id(), new Driven(task, favour));
        }
        world.note("launch", newTasks.size(), 0);
    }

    @Override
    public void activate(TaskId task) {
        Driven driven = tasks.get(task);
        if (driven != null && world.hooks().activates(world.random())) {
            driven.activated = true;
        }
    }

    @Override
    public void stop(Runnable then) {
        world.note("stop", tasks.size(), 0);
        tasks.clear();
        post(then);
    }

    @Override
    public void stop(Set<TaskId> some, Runnable then) {
        world.note("stop some", some.size(), 0);
        tasks.keySet().removeAll(some);
        post(then);
    }

    @Override
    public void post(Runnable onMaster) {
        master.add(onMaster);
    }

    @Override
    public void postAt(long millis, Runnable onMaster) {
        timers.add(new Timer(world.elapsedMillis() + millis - world.clockMillis(), timerOrder++, onMaster));
    }

    @Override
    public <T> void runBlocking(Callable<T> callable, Completion<T> completion) {
        work.add(() -> {
            T result = null;
            Throwable failure = null;
            boolean before = world.isBlocking();
            world.setBlocking(true);
            try {
                result = callable.call();
            } catch (Throwable thrown) {
                failure = thrown;
            } finally {
                world.setBlocking(before);
            }
            if (failure instanceof SimulationFailure wrong) {
                throw wrong;
            }
            T finalResult = result;
            Throwable finalFailure = failure;
            results.add(() -> completion.complete(finalResult, finalFailure));
        });
    }

    // Events

    /** Lets one thing happen; returns false where nothing can, and nothing ever will. */
    boolean act() {
        if (world.chance(world.swarm().spuriousStep()) && !tasks.isEmpty()) {
            stepAny(new ArrayList<>(tasks.values()));
            return true;
        }
        if (world.chance(world.swarm().clockJump())) {
            jumpClock();
        }
        return actOnce(true) || skipToDeadline();
    }

    /** The process was asleep for long, or somebody has set the clock. */
    private void jumpClock() {
        if (world.random().chance(0.5)) {
            world.moveClock(world.random().upTo(1 << 20));
        } else {
            int jump = world.random().upTo(1 << 12);
            world.jumpClock(world.random().chance(0.5) ? jump : -jump);
        }
    }

    /** Acts until nothing is left to do at the current time. */
    void runUntilQuiet() {
        while (actOnce(false)) {
            if (world.failure() != null) {
                return;
            }
        }
    }

    /** Lets every task look at the clock. */
    void wakeAll() {
        tasks.keySet().forEach(this::activate);
    }

    /** What others do while blocking work is under way: a few events of any kind. */
    private void actNested() {
        for (int i = world.random().upTo(8); i > 0 && !world.isCrashed(); i--) {
            if (!actOnce(false)) {
                return;
            }
        }
    }

    private boolean actOnce(boolean timeMayPass) {
        List<Driven> ready = ready();
        int task = ready.isEmpty() ? 0 : world.swarm().taskWeight();
        boolean timerDue = !timers.isEmpty() && timers.element().millis() <= world.elapsedMillis();
        int onMaster = masterActs || (master.isEmpty() && !timerDue)
                ? 0
                : world.swarm().masterWeight();
        int start = work.isEmpty() ? 0 : world.swarm().workWeight();
        int finish = results.isEmpty() ? 0 : world.swarm().workWeight();
        int total = task + onMaster + start + finish;
        if (total == 0) {
            return false;
        }
        int time = timeMayPass ? world.swarm().timeWeight() : 0;
        int choice = world.random().below(total + time);
        if ((choice -= task) < 0) {
            stepAny(ready);
        } else if ((choice -= onMaster) < 0) {
            actOnMaster(timerDue);
        } else if ((choice -= start) < 0) {
            world.note("work", work.size(), 0);
            work.remove(world.random().below(work.size())).run();
        } else if ((choice -= finish) < 0) {
            master.add(results.remove(world.random().below(results.size())));
        } else {
            world.moveClock(world.random().upTo(16));
        }
        return true;
    }

    private List<Driven> ready() {
        List<Driven> ready = new ArrayList<>();
        for (Driven driven : tasks.values()) {
            if (driven.isReady(world.clockMillis())) {
                ready.add(driven);
            }
        }
        return ready;
    }

    private void stepAny(List<Driven> candidates) {
        int total = 0;
        for (Driven candidate : candidates) {
            total += candidate.favour;
        }
        int choice = world.random().below(total);
        for (Driven candidate : candidates) {
            choice -= candidate.favour;
            if (choice < 0) {
                step(candidate);
                return;
            }
        }
    }

    private void step(Driven driven) {
        driven.activated = false;
        driven.stepping = true;
        driven.progress = driven.task.step();
        driven.stepping = false;
        world.note(
                driven.progress.name(),
                driven.task.id().stage(),
                driven.task.id().subtask());
    }

    private void actOnMaster(boolean timerDue) {
        if (timerDue && (master.isEmpty() || world.random().chance(0.5))) {
            master.add(timers.remove().action());
            return;
        }
        world.note("master", master.size(), 0);
        masterActs = true;
        try {
            master.remove().run();
        } finally {
            masterActs = false;
        }
    }

    /** When all wait, time passes until somebody does not. */
    private boolean skipToDeadline() {
        long deadline = timers.isEmpty()
                ? Long.MAX_VALUE
                : timers.element().millis() - world.elapsedMillis() + world.clockMillis();
        for (Driven driven : tasks.values()) {
            if (driven.progress == OperatorTask.Progress.WAITING_FOR_INPUT) {
                deadline = Math.min(deadline, driven.task.wakeUpMillis());
            }
        }
        if (deadline == Long.MAX_VALUE) {
            return false;
        }
        world.moveClock(Math.max(1, deadline - world.clockMillis()));
        return true;
    }

    /** Returns what every task waits for. */
    List<String> describe() {
        List<String> lines = new ArrayList<>();
        for (Driven driven : tasks.values()) {
            OperatorTask task = driven.task;
            lines.add(task.stage().name() + "[" + task.id().subtask() + "] " + driven.progress
                    + (task.aligningCheckpoint() >= 0 ? ", aligning checkpoint " + task.aligningCheckpoint() : "")
                    + (task.wakeUpMillis() == Long.MAX_VALUE ? "" : ", wakes up at " + task.wakeUpMillis())
                    + (driven.activated ? ", activated" : ""));
        }
        lines.add("master: " + master.size() + " actions, " + work.size() + " pieces of work, " + results.size()
                + " results, " + timers.size() + " timers");
        return lines;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.task.TaskId;
import io.millrace.task.TaskMailbox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Letters to a task, which arrive when chance says so: some at once, the others later by the virtual clock, and those
 * that have arrived in any order. In a calm world all arrive at once and in order.
 */
final class SimulatedMailbox implements TaskMailbox {
    private final World world;
    private final SimulatedJobHost host;
    private final TaskId task;
    private final Thread owner = Thread.currentThread();
    private final List<Mail> arrived = new ArrayList<>();
    private boolean closed;

    SimulatedMailbox(World world, SimulatedJobHost host, TaskId task) {
        this.world = world;
        this.host = host;
        this.task = task;
    }

    @Override
    public void post(Mail mail) {
        if (Thread.currentThread() != owner) {
            throw refusal();
        }
        if (closed) {
            return;
        }
        int most = world.swarm().answerMillis();
        int delay = most == 0 || world.random().chance(0.5) ? 0 : world.random().upTo(most);
        if (delay == 0) {
            arrive(mail);
        } else {
            host.postAt(world.clockMillis() + delay, () -> arrive(mail));
        }
    }

    private IllegalStateException refusal() {
        String message = "An asynchronous request was completed on thread '"
                + Thread.currentThread().getName()
                + "'. A simulation has one thread, or it could not be replayed: complete requests within asyncInvoke"
                + " (give the function an executor that runs tasks at once). The answers arrive later all the same,"
                + " when the simulation says so.";
        world.refuse(message);
        return new IllegalStateException(message);
    }

    private void arrive(Mail mail) {
        if (!closed) {
            arrived.add(mail);
            host.activate(task);
        }
    }

    @Override
    public @Nullable Mail poll() {
        if (arrived.isEmpty()) {
            return null;
        }
        boolean inOrder = world.swarm().answerMillis() == 0;
        int index = inOrder ? 0 : world.random().below(arrived.size());
        Mail mail = arrived.remove(index);
        world.note("answer", index, arrived.size());
        return mail;
    }

    @Override
    public void close() {
        closed = true;
        arrived.clear();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import io.millrace.flink.cluster.rest.ClusterClient;
import io.millrace.flink.cluster.rest.ClusterException;
import io.millrace.flink.cluster.rest.ClusterOverview;
import io.millrace.flink.cluster.rest.FlinkAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Flink cluster on this machine: one JobManager and some task managers, each a process of its own, on the loopback
 * address and on ports that were free. All its files lie in one temporary directory.
 *
 * <p>Processes and files are gone when {@link #close} returns. Where this JVM is told to end before, the processes end and
 * the files go with it; where it is killed, the processes end by themselves, and the files stay.
 *
 * <p>There is no high availability: the JobManager is one process, and jobs end with it. Any thread may use this.
 */
public final class LocalCluster implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 50;
    private static final int TRIES = 3;
    private static final String PORT_TAKEN = "BindException";

    private final Path directory;
    private final ClusterProcesses processes;
    private final ClusterClient client;
    private final int slotsOfEach;
    private final Thread atExit = new Thread(this::end, "local-cluster-end");

    private LocalCluster(Path directory, ClusterProcesses processes, ClusterClient client, int slotsOfEach) {
        this.directory = directory;
        this.processes = processes;
        this.client = client;
        this.slotsOfEach = slotsOfEach;
    }

    /**
     * Starts a cluster and returns when all its task managers have registered and offer their slots.
     *
     * @throws IOException if a process ends before, with what its log says
     */
    public static LocalCluster start(LocalClusterOptions options) throws IOException, InterruptedException {
        return start(options, FreePorts::find);
    }

    /** As above. A port that another process takes before Flink does is no reason to fail. */
    static LocalCluster start(LocalClusterOptions options, PortFinder ports) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            LocalCluster cluster = launch(options, ports.find());
            boolean isUp = false;
            try {
                for (int i = 0; i < options.taskManagers(); i++) {
                    cluster.startTaskManager();
                }
                cluster.awaitTaskManagers(options.taskManagers());
                isUp = true;
                return cluster;
            } catch (IOException failed) {
                if (attempt == TRIES || !cluster.processes.jobManager().endedWith(PORT_TAKEN)) {
                    throw failed;
                }
            } finally {
                if (!isUp) {
                    cluster.close();
                }
            }
        }
    }

    /** Starts the JobManager. */
    private static LocalCluster launch(LocalClusterOptions options, FreePorts ports) throws IOException {
        Path directory = Files.createTempDirectory("millrace-flink-");
        FlinkAddress address = new FlinkAddress("127.0.0.1", ports.rest());
        ClusterProcesses processes;
        try {
            processes = new ClusterProcesses(directory, options, ports);
        } catch (IOException failed) {
            delete(directory);
            throw failed;
        }
        LocalCluster cluster = new LocalCluster(directory, processes, ClusterClient.of(address), options.slots());
        Runtime.getRuntime().addShutdownHook(cluster.atExit);
        return cluster;
    }

    /** Finds ports for a cluster. */
    interface PortFinder {
        FreePorts find() throws IOException;
    }

    public FlinkAddress address() {
        return client.address();
    }

    public ClusterClient client() {
        return client;
    }

    /** Where all its files are, logs, jars, checkpoints and savepoints among them; gone after {@link #close}. */
    public Path directory() {
        return directory;
    }

    /** Returns the numbers of the task managers, those that have been killed excepted. */
    public List<Integer> taskManagers() {
        return processes.taskManagers();
    }

    /** Returns the processes that are alive, by their ids. */
    public List<Long> processIds() {
        return processes.all().stream()
                .filter(FlinkProcess::isAlive)
                .map(FlinkProcess::pid)
                .toList();
    }

    /** Starts one more task manager and returns its number, at once: {@link #awaitTaskManagers} waits. */
    public int startTaskManager() throws IOException {
        return processes.startTaskManager();
    }

    /**
     * Ends a task manager as {@code kill -9} does.
     *
     * @throws IllegalArgumentException if it is gone already
     */
    public void killTaskManager(int number) {
        processes.killTaskManager(number);
    }

    /**
     * Waits until that many task managers are registered, and offer all their slots.
     *
     * @throws IOException if a process ends that was not killed, or it takes longer than three minutes
     */
    public void awaitTaskManagers(int count) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!has(count)) {
            requireAlive();
            if (System.nanoTime() > deadlineNanos) {
                throw new IOException("The local cluster did not have " + count + " task managers within "
                        + START_TIMEOUT.toMinutes() + " minutes. From its job manager's log:\n"
                        + processes.jobManager().logExcerpt());
            }
            if (processes.jobManager().ends(POLL_MILLIS)) {
                throw processes.jobManager().ended();
            }
        }
    }

    private boolean has(int count) throws InterruptedException {
        try {
            ClusterOverview overview = client.overview();
            return overview.taskManagers() == count && overview.slots() == count * slotsOfEach;
        } catch (ClusterException notYet) {
            return false;
        }
    }

    private void requireAlive() throws IOException {
        for (FlinkProcess process : processes.all()) {
            if (!process.isAlive()) {
                throw process.ended();
            }
        }
    }

    /** Ends the cluster, and all jobs in it as they are. May be called again. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyEnding) {
            // Then it does the same once more, and finds nothing.
        }
    }

    private void end() {
        processes.killAll();
        delete(directory);
    }

    /** Deletes what can be deleted: a temporary file that stays is no reason to fail. */
    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException gone) {
            // It was deleted before.
        }
    }
}

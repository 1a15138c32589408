/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts and kills the processes of one cluster, whose files all lie in one directory. Any thread may use it. */
final class ClusterProcesses {
    private static final String JOB_MANAGER = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private static final List<String> JOB_MANAGER_MEMORY =
            List.of("-Xmx320m", "-XX:MaxMetaspaceSize=192m", "-XX:MaxDirectMemorySize=128m");

    private final Path directory;
    private final String classPath;
    private final List<String> furtherOptions;
    private final List<String> taskManagerMemory;
    private final FlinkProcess jobManager;
    private final Map<Integer, FlinkProcess> taskManagers = new TreeMap<>();

    private int started;
    private boolean over;

    /** Starts the JobManager. */
    ClusterProcesses(Path directory, LocalClusterOptions options, FreePorts ports) throws IOException {
        this.directory = directory;
        this.classPath = FlinkClassPath.locate();
        this.furtherOptions = options.jvmOptions();
        this.taskManagerMemory = new TaskManagerMemory(options.taskHeapMegabytes()).jvmOptions();
        Files.createDirectories(directory.resolve("work"));
        new ClusterSettings(directory, options, ports.rpc(), ports.rest()).write(directory);
        jobManager =
                start("job manager", JOB_MANAGER_MEMORY, List.of(JOB_MANAGER, "--configDir", directory.toString()));
    }

    private FlinkProcess start(String name, List<String> memory, List<String> command) throws IOException {
        List<String> options = new ArrayList<>(memory);
        options.addAll(furtherOptions);
        return FlinkProcess.start(name, directory, classPath, options, command);
    }

    FlinkProcess jobManager() {
        return jobManager;
    }

    /** Starts a task manager and returns its number; the first has 1. */
    synchronized int startTaskManager() throws IOException {
        if (over) {
            throw new IllegalStateException("The local cluster is stopped");
        }
        int number = ++started;
        List<String> command = List.of(
                TASK_MANAGER,
                "--configDir",
                directory.toString(),
                "-D",
                "taskmanager.resource-id=task-manager-" + number);
        taskManagers.put(number, start("task manager " + number, taskManagerMemory, command));
        return number;
    }

    /** Returns the numbers of the task managers that were started and not killed. */
    synchronized List<Integer> taskManagers() {
        return List.copyOf(taskManagers.keySet());
    }

    synchronized void killTaskManager(int number) {
        FlinkProcess taskManager = taskManagers.remove(number);
        if (taskManager == null) {
            throw new IllegalArgumentException("There is no task manager " + number + ", but " + taskManagers.keySet());
        }
        taskManager.kill();
    }

    /** Returns those that should be alive. */
    synchronized List<FlinkProcess> all() {
        List<FlinkProcess> all = new ArrayList<>(List.of(jobManager));
        all.addAll(taskManagers.values());
        return all;
    }

    /** Kills all, and starts no more. May be called again. */
    synchronized void killAll() {
        over = true;
        all().forEach(FlinkProcess::kill);
    }
}

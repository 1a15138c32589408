/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes Flink's configuration file for the processes of a local cluster. */
final class ClusterSettings {
    private static final String LOOPBACK = "127.0.0.1";

    private final Map<String, String> settings = new TreeMap<>();

    /**
     * @param directory the cluster's own
     * @param rpcPort where the JobManager is found by its task managers
     * @param restPort where it is found by everybody else
     */
    ClusterSettings(Path directory, LocalClusterOptions options, int rpcPort, int restPort) {
        settings.putAll(new TaskManagerMemory(options.taskHeapMegabytes()).settings());
        settings.put("jobmanager.rpc.address", LOOPBACK);
        settings.put("jobmanager.rpc.port", Integer.toString(rpcPort));
        settings.put("jobmanager.bind-host", LOOPBACK);
        settings.put("rest.address", LOOPBACK);
        settings.put("rest.bind-address", LOOPBACK);
        settings.put("rest.port", Integer.toString(restPort));
        settings.put("rest.bind-port", Integer.toString(restPort));
        settings.put("taskmanager.host", LOOPBACK);
        settings.put("taskmanager.bind-host", LOOPBACK);
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(options.slots()));
        settings.put("parallelism.default", "1");
        directories(directory);
        promptness();
        patience();
        settings.putAll(options.settings());
    }

    private void directories(Path directory) {
        settings.put("io.tmp.dirs", directory.resolve("work").toString());
        settings.put("web.upload.dir", directory.resolve("jars").toString());
        settings.put(
                "execution.checkpointing.dir",
                directory.resolve("checkpoints").toUri().toString());
        settings.put(
                "execution.checkpointing.savepoint-dir",
                directory.resolve("savepoints").toUri().toString());
    }

    /** Flink's own figures are for networks and machines that are slower to answer than this one is to itself. */
    private void promptness() {
        settings.put("cluster.registration.initial-timeout", "50 ms");
        settings.put("cluster.registration.max-timeout", "1 s");
        settings.put("cluster.registration.error-delay", "200 ms");
        settings.put("cluster.registration.refused-registration-delay", "500 ms");
        settings.put("heartbeat.interval", "500 ms");
        settings.put("heartbeat.timeout", "30 s");
        settings.put("heartbeat.rpc-failure-threshold", "2");
        settings.put("slotmanager.requirement-check.delay", "10 ms");
        settings.put("metrics.fetcher.update-interval", "500 ms");
        settings.put("web.refresh-interval", "500 ms");
    }

    /** A machine that runs all of a cluster, and other things besides, may be slow to answer. */
    private void patience() {
        settings.put("pekko.ask.timeout", "60 s");
        settings.put("web.timeout", "60000");
    }

    /** Writes the file that Flink looks for in a directory of configuration. */
    void write(Path configurationDirectory) throws IOException {
        StringBuilder yaml = new StringBuilder();
        settings.forEach((name, value) ->
                yaml.append(name).append(": '").append(value.replace("'", "''")).append("'\n"));
        Files.writeString(configurationDirectory.resolve("config.yaml"), yaml);
    }
}

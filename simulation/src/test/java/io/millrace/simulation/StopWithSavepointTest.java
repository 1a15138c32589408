/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.environment.Storage;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.JobGraph;
import io.millrace.graph.RestartSettings;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobListener;
import io.millrace.task.JobMaster;
import io.millrace.task.JobStatus;
import io.millrace.time.WatermarkStrategy;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that several people stop at once, in a calm world. */
class StopWithSavepointTest {
    private final List<String> written = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private int storages;
    private int brokenStorage;

    private final World world = new World(new Randomness(1), Swarm.calm(1), new WorldHooks() {
        @Override
        public Storage storage(Storage storage, World unused) {
            return storages++ == brokenStorage ? broken() : storage;
        }
    });
    private final SimulatedJobHost host = new SimulatedJobHost(world);

    private static Storage broken() {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    throw new InjectedFault("a broken disk");
                });
    }

    private JobMaster start() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSource(
                        ScriptedSource.unbounded(List.of(Script.of(List.of(1, 2)))),
                        WatermarkStrategy.noWatermarks(),
                        "Numbers")
                .sinkTo(new LedgerSink<>("out"));
        JobGraph graph = environment.getJobGraph("job");
        JobConfiguration configuration = new JobConfiguration(
                null, "checkpoints", 2, ResumeMode.FRESH, new RestartSettings.FixedDelay(3, Duration.ofMillis(1)), 16);
        JobMaster master = new JobMaster(
                GraphCompiler.compile(new JobGraph("job", graph.nodes(), configuration)), host, new JobListener() {});
        host.post(master::start);
        host.runUntilQuiet();
        return master;
    }

    private void stopTwice(JobMaster master) {
        master.triggerCheckpoint((id, failure) -> {}); // so that both are served by the one behind it
        for (int i = 0; i < 2; i++) {
            master.stopWithSavepoint(false, "savepoints", (path, failure) -> {
                if (path == null) {
                    failures.add(failure);
                } else {
                    written.add(path);
                }
            });
        }
        for (int millis = 0; millis < 50; millis++) {
            world.moveClock(1);
            host.runUntilQuiet();
        }
    }

    @Test
    void eachGetsASavepointOfItsOwn() {
        brokenStorage = -1;
        JobMaster master = start();

        stopTwice(master);

        assertThat(written).containsExactly("savepoints/savepoint-job-2", "savepoints/savepoint-job-2-2");
        assertThat(master.status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    void theJobStopsThoughOneOfThemCannotBeWritten() {
        brokenStorage = 1;
        JobMaster master = start();

        stopTwice(master);

        assertThat(failures).singleElement().isInstanceOf(InjectedFault.class);
        assertThat(written).hasSize(1);
        assertThat(master.status()).isEqualTo(JobStatus.FINISHED);
    }
}

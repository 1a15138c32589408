/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import io.millrace.graph.JobGraph;
import io.millrace.runner.JobClient;
import io.millrace.runner.Runner;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs jobs on the Flink cluster that the program was submitted to. In a program that was not, and where there is no Flink, it
 * stands back.
 */
public final class FlinkRunner implements Runner {
    /** Apart, so that this class can be loaded where there is no Flink. */
    private static final class Submission {
        static boolean isUnderWay() {
            return !(StreamExecutionEnvironment.getExecutionEnvironment() instanceof LocalStreamEnvironment);
        }

        static FlinkJobs jobs() {
            return new FlinkJobs(StreamExecutionEnvironment::getExecutionEnvironment);
        }
    }

    @Override
    public boolean isAtHome() {
        try {
            return Submission.isUnderWay();
        } catch (NoClassDefFoundError noFlink) {
            return false;
        }
    }

    @Override
    public boolean runsAnywhere() {
        return false;
    }

    @Override
    public int defaultParallelism() {
        return Submission.jobs().defaultParallelism();
    }

    @Override
    public JobClient submit(JobGraph graph) throws Exception {
        return Submission.jobs().submit(graph);
    }
}

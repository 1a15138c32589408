/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

/** Something that can run the NEXMark queries. */
public interface NexmarkEngine {

    /** The name on the command line and in reports, such as {@code loop}. */
    String name();

    /**
     * Runs a query over the first {@code events} events of the generator, divided among {@code parallelism} generator
     * instances, to the end, and gives what {@link RunRecorder} recorded: the time from the first event taken to the
     * last result checked.
     *
     * @throws Exception if the query fails
     */
    RunResult run(Query query, int parallelism, long events) throws Exception;
}

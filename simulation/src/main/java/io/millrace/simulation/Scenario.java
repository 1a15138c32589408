/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.stream.StreamExecutionEnvironment;
import java.util.Map;

/** A kind of job to run in worlds: for each world it draws inputs, and knows what must come out. */
public interface Scenario {
    String name();

    /** Draws the inputs of one world. */
    Run draw(Randomness random);

    /** The job of one world. */
    interface Run {
        /** Returns the files that are there before the first process, by path. */
        default Map<String, byte[]> files() {
            return Map.of();
        }

        /**
         * Looks at what an outsider sees while the job runs; called now and then.
         *
         * @throws AssertionError if nobody must ever see that
         */
        default void inspect(Outputs outputs) {}

        /** Builds the program; called for each process of the world, and each has a parallelism of its own. */
        void build(StreamExecutionEnvironment environment);

        /**
         * Looks at what was committed when the job is done.
         *
         * @throws AssertionError if it is not what must come out
         */
        void verify(Outputs outputs);

        /** Returns whether the world may end, though the job goes on; asked of unbounded jobs. */
        default boolean isDone(Outputs outputs) {
            return false;
        }

        /** Returns whether no key has state when the job has finished. */
        default boolean endsWithoutState() {
            return false;
        }

        /** Returns whether the job never ends by itself, and commits at checkpoints alone. */
        default boolean isUnbounded() {
            return false;
        }

        /** Returns whether somebody may stop the job for good before its input ends, and have all come out that it holds. */
        default boolean drains() {
            return false;
        }

        /** Returns the highest parallelism that a process may have. */
        default int mostParallelism() {
            return 4;
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.stream.StreamExecutionEnvironment;

/** A kind of job to run in worlds: for each world it draws inputs, and knows what must come out. */
public interface Scenario {
    String name();

    /** Draws the inputs of one world. */
    Run draw(Randomness random);

    /** The job of one world. */
    interface Run {
        /** Builds the program; called for each process of the world, and each has a parallelism of its own. */
        void build(StreamExecutionEnvironment environment);

        /**
         * Looks at what was committed when the job is done.
         *
         * @throws AssertionError if it is not what must come out
         */
        void verify(Outputs outputs);

        /** Returns whether the world may end, though the job goes on: for unbounded jobs. */
        default boolean isDone(Outputs outputs) {
            return false;
        }

        /** Returns whether no key has state when the job has finished. */
        default boolean endsWithoutState() {
            return false;
        }

        /** Returns whether nothing can be committed without checkpoints: for unbounded jobs. */
        default boolean needsCheckpoints() {
            return false;
        }

        /** Returns the highest parallelism that a process may have. */
        default int mostParallelism() {
            return 4;
        }
    }
}

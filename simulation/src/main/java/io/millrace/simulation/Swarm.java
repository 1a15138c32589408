/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

/**
 * What one world is like. Every probability is itself drawn from the seed, so that each world is rough in a way of its
 * own: faults that always come together hide what each of them would show alone.
 *
 * @param crashes how many times the process dies at most
 * @param crashSteps the most events between two deaths
 * @param crashInsideWork of an operation on the outside world, to die in the middle of it
 * @param powerLoss of a death, to take with it what was not synced
 * @param storageFault of an operation on storage, to fail
 * @param diskFull of a write, to find the disk full, as all writes do for a while
 * @param readFault of a read from a file, to fail in the middle of the file
 * @param taskFault of a step's contact with the outside world, to throw
 * @param interleave of an operation of blocking work, to let others act before it
 * @param rareBranch of a {@link io.millrace.environment.Faults} site, to take the rare branch
 * @param spuriousStep of an event, to step a task that waits
 * @param clockJump of an event, to move the clock far
 * @param demand of an event, to ask for a checkpoint
 * @param cancel of an event, to cancel the job, which somebody then starts again
 * @param stopWithSavepoint of an event, to stop the job with a savepoint, from which somebody then starts it
 * @param channelMark elements in a channel from which it is above its mark
 * @param batchesPerStep the most batches in one step
 * @param recordsPerRead the most records in one read of a source
 * @param checkpointMillis the time between two checkpoints
 * @param answerMillis the most time from an answer to an asynchronous request to its arrival; 0 for none
 * @param taskWeight how often tasks act, against the rest
 * @param masterWeight how often the master acts
 * @param workWeight how often blocking work acts
 * @param timeWeight how often time moves on by itself
 * @param favourites whether some tasks are favoured over others
 * @param leastParallelism of a process
 * @param mostParallelism of a process
 */
record Swarm(
        int crashes,
        int crashSteps,
        double crashInsideWork,
        double powerLoss,
        double storageFault,
        double diskFull,
        double readFault,
        double taskFault,
        double interleave,
        double rareBranch,
        double spuriousStep,
        double clockJump,
        double demand,
        double cancel,
        double stopWithSavepoint,
        int channelMark,
        int batchesPerStep,
        int recordsPerRead,
        int checkpointMillis,
        int answerMillis,
        int taskWeight,
        int masterWeight,
        int workWeight,
        int timeWeight,
        boolean favourites,
        int leastParallelism,
        int mostParallelism) {

    static Swarm draw(Randomness random, int mostCrashes, int mostParallelism) {
        int most = random.between(1, mostParallelism);
        return new Swarm(
                mostCrashes == 0 ? 0 : random.between(1, mostCrashes),
                8 << random.between(0, 7),
                rarely(random, 0.02),
                random.chance(0.5) ? 1 : random.below(2) * 0.5,
                rarely(random, 0.01),
                rarely(random, 0.001),
                rarely(random, 0.001),
                rarely(random, 0.005),
                rarely(random, 0.5),
                rarely(random, 0.3),
                rarely(random, 0.05),
                rarely(random, 0.005),
                rarely(random, 0.01),
                rarely(random, 0.002),
                rarely(random, 0.002),
                random.upTo(16),
                random.upTo(16),
                random.upTo(64),
                random.upTo(64),
                random.upTo(64),
                random.upTo(64),
                random.upTo(64),
                random.upTo(64),
                random.upTo(8),
                random.chance(0.3),
                random.chance(0.5) ? most : 1,
                most);
    }

    /** A world in which nothing goes wrong, for harnesses. */
    static Swarm calm(int parallelism) {
        return quiet(64, 16, 1_024, 0, 1, 0, parallelism);
    }

    /** A calm world in which master and blocking work are quick, as they are where they have threads of their own. */
    static Swarm calmWithQuickMaster(int parallelism) {
        return quiet(64, 16, 1_024, 0, 1_000, 0, parallelism);
    }

    /** A small world in which nothing goes wrong but what a test aims at. */
    static Swarm steady(int parallelism) {
        return quiet(4, 4, 4, 20, 1, 1, parallelism);
    }

    private static Swarm quiet(
            int channelMark,
            int batchesPerStep,
            int recordsPerRead,
            int checkpointMillis,
            int masterWeight,
            int timeWeight,
            int parallelism) {
        return new Swarm(
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                channelMark,
                batchesPerStep,
                recordsPerRead,
                checkpointMillis,
                0,
                1,
                masterWeight,
                masterWeight,
                timeWeight,
                false,
                parallelism,
                parallelism);
    }

    /** The same world without anything that goes wrong. */
    Swarm withoutFaults() {
        return new Swarm(
                0,
                crashSteps,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                rareBranch,
                spuriousStep,
                clockJump,
                0,
                0,
                0,
                channelMark,
                batchesPerStep,
                recordsPerRead,
                checkpointMillis,
                answerMillis,
                taskWeight,
                masterWeight,
                workWeight,
                timeWeight,
                favourites,
                leastParallelism,
                mostParallelism);
    }

    /** Half of all worlds do without a kind of fault; the others have it up to {@code most}. */
    private static double rarely(Randomness random, double most) {
        return random.chance(0.5) ? 0 : most / (1 << random.between(0, 4));
    }
}

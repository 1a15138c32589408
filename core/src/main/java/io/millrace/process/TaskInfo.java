/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

/**
 * Which subtask a function runs in.
 *
 * @param taskName the operator's name
 * @param maxNumberOfParallelSubtasks the number of key groups
 * @param indexOfThisSubtask from 0
 * @param attemptNumber 0 for the first attempt, one more after each restart
 */
public record TaskInfo(
        String taskName,
        int maxNumberOfParallelSubtasks,
        int indexOfThisSubtask,
        int numberOfParallelSubtasks,
        int attemptNumber) {
    public String getTaskName() {
        return taskName;
    }

    public int getMaxNumberOfParallelSubtasks() {
        return maxNumberOfParallelSubtasks;
    }

    public int getIndexOfThisSubtask() {
        return indexOfThisSubtask;
    }

    public int getNumberOfParallelSubtasks() {
        return numberOfParallelSubtasks;
    }

    public int getAttemptNumber() {
        return attemptNumber;
    }

    /** Returns the name with the subtask, counted from 1, and the number of subtasks, and the attempt. */
    public String getTaskNameWithSubtasks() {
        return taskName + " (" + (indexOfThisSubtask + 1) + "/" + numberOfParallelSubtasks + ")#" + attemptNumber;
    }
}

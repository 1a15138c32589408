/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

/**
 * Keeps other jobs away from a checkpoint directory while one writes to it: two would take each other's checkpoints for
 * their own. It ends with the process, however that dies.
 */
public interface DirectoryLock extends AutoCloseable {
    /** Lets others have the directory. Never fails: what cannot be released ends with the process. */
    @Override
    void close();
}

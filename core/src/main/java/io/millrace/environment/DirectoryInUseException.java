/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

/** Another running job has the checkpoint directory; the message says which, and what to do. */
public final class DirectoryInUseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * @param directory the directory, as its owner names it
     * @param owner the job that has it
     */
    public DirectoryInUseException(String directory, String owner) {
        super("The checkpoint directory " + directory + " is in use by " + owner
                + ". Stop that job first, or give this one a directory of its own with setCheckpointDirectory(...).");
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.PendingCommit;
import java.io.IOException;
import java.util.List;

/**
 * The output of a writer up to a barrier. Everything was handed to the storage; what is left is to sync it.
 *
 * @param ended files to which nothing more is written
 * @param open the files that the writer goes on with meanwhile
 */
record FilePendingCommit(
        List<FileWriterState> states, List<FileCommittable> committables, List<PartFile> ended, List<PartFile> open)
        implements PendingCommit<FileWriterState, FileCommittable> {
    @Override
    public void persist() throws IOException {
        for (PartFile file : ended) {
            file.seal();
        }
        for (PartFile file : open) {
            file.sync();
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import java.io.Serializable;

/**
 * When an incremental checkpoint writes more than what changed since the one before, so that there are never many files
 * of changes, nor large ones.
 *
 * @param files so many files of changes become one, and so many of those one again; at least 2
 * @param share of all rows, and of the bytes of the file with all rows, that changes may come to before all rows are
 *     written again
 */
public record Folding(int files, double share) implements Serializable {
    public static final Folding DEFAULT = new Folding(8, 0.5);

    public Folding {
        if (files < 2 || !(share >= 0)) {
            throw new IllegalArgumentException("At least 2 files are folded into one, and the share of changes is not"
                    + " negative; not " + files + " files and a share of " + share);
        }
    }
}

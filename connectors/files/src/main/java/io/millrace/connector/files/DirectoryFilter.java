/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import java.io.IOException;
import java.io.Serializable;

/** Says which directories below its own a {@link FileSource} looks into. Can be used by several threads. */
@FunctionalInterface
public interface DirectoryFilter extends Serializable {
    /**
     * Returns whether there may be files to read in a directory, or below it.
     *
     * @param path from the source's directory, such as {@code "country=NZ/day=2026-01-31"}
     */
    boolean accepts(String path) throws IOException;
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.SourceSplit;

/**
 * A file, and how far it was read.
 *
 * @param offset the byte to go on with
 * @param lines the lines before that byte
 * @param records the records before that byte, malformed ones included, without the header
 */
public record FileSplit(String path, long offset, long lines, long records) implements SourceSplit {
    static FileSplit whole(String path) {
        return new FileSplit(path, 0, 0, 0);
    }

    @Override
    public String splitId() {
        return path;
    }
}

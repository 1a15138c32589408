/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.io.IOException;

/** A file that is about to be read, for decoders whose records hold something of it. What is asked for may cross a network. */
public interface InputFile {
    /** Returns its path, as its split names it. */
    String path();

    /** Returns its size in bytes. */
    long size() throws IOException;

    /** Returns when it was last written, in milliseconds since the epoch. */
    long modificationMillis() throws IOException;
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import java.util.Iterator;

/** An iterator over something that has to be let go: close it, though it was not read to its end. */
public interface CloseableIterator<T> extends Iterator<T>, AutoCloseable {
    @Override
    void close();
}

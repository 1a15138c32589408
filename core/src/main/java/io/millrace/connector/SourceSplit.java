/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

/**
 * A part of a source that is read in order by one reader, with the position to read it from. Immutable, and of a type
 * that has a codec (a record is best): splits are part of every snapshot.
 */
public interface SourceSplit {
    /** Returns the split's identity, the same whatever the position. */
    String splitId();
}

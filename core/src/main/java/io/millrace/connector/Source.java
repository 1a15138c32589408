/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.io.Serializable;

/**
 * Where a stream comes from. A source is a description: it is cheap, holds no resources and opens nothing before a job
 * runs.
 *
 * @param <T> the type of the elements
 * @param <S> the type of the splits
 */
public interface Source<T, S extends SourceSplit> extends Serializable {
    Boundedness getBoundedness();

    /** Makes what finds the splits, once per run of the job. */
    SplitEnumerator<S> createEnumerator(SourceContext context) throws Exception;

    /** Makes the reader of one split, which goes on from the split's position. */
    SplitReader<T, S> createReader(S split, SourceContext context) throws Exception;
}

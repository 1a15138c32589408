/* SPDX-License-Identifier: Apache-2.0 */
/** What checkpoints cost a job that runs, and how soon one that was killed is back. */
@NullMarked
package io.millrace.benchmarks.checkpoint;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** What it costs to move batches: through a chain that is fused into one task, and from task to task. */
@NullMarked
package io.millrace.benchmarks.exchange;

import org.jspecify.annotations.NullMarked;

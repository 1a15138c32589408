/* SPDX-License-Identifier: Apache-2.0 */
/** The state in checkpoints and savepoints, for people and tools: what there is, what a key has, rows for export. */
@NullMarked
package io.millrace.savepoint;

import org.jspecify.annotations.NullMarked;

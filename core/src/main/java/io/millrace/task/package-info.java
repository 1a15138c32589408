/* SPDX-License-Identifier: Apache-2.0 */
/** The protocols: life cycle of tasks and jobs, alignment, watermarks, checkpoints, scheduling order, recovery. */
@org.jspecify.annotations.NullMarked
package io.millrace.task;

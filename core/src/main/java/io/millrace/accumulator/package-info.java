/* SPDX-License-Identifier: Apache-2.0 */
/** Values that functions add up over all subtasks, for the job's result. */
@org.jspecify.annotations.NullMarked
package io.millrace.accumulator;

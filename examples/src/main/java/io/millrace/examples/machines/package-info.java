/* SPDX-License-Identifier: Apache-2.0 */
/** Machines of a production line, watched by rules that change while the job runs. */
@org.jspecify.annotations.NullMarked
package io.millrace.examples.machines;

/* SPDX-License-Identifier: Apache-2.0 */
/** The simulated runner: one thread, virtual time, seeded schedules and crashes. */
@NullMarked
package io.millrace.simulation;

import org.jspecify.annotations.NullMarked;

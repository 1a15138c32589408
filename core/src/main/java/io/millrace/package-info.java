/* SPDX-License-Identifier: Apache-2.0 */
/** Programs, operators, protocols, state, time and snapshots. Knows no clock, thread, file or socket. */
@NullMarked
package io.millrace;

import org.jspecify.annotations.NullMarked;

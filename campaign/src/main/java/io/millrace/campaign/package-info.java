/* SPDX-License-Identifier: Apache-2.0 */
/** Runs jobs of many kinds through many simulated worlds, and says in how many something went wrong. */
@NullMarked
package io.millrace.campaign;

import org.jspecify.annotations.NullMarked;

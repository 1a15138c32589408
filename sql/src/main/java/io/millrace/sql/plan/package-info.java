/* SPDX-License-Identifier: Apache-2.0 */
/** From syntax to statements with a validated, logically optimized plan. */
@NullMarked
package io.millrace.sql.plan;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** The types of SQL, by the rules of Flink. */
@NullMarked
package io.millrace.sql.type;

import org.jspecify.annotations.NullMarked;

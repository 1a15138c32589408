/* SPDX-License-Identifier: Apache-2.0 */
/** Functions of programs as SQL sees them: what their classes tell by reflection, and the operators that stand for them in plans. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.function.user;

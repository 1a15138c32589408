/* SPDX-License-Identifier: Apache-2.0 */
/** Windows of time: how they are cut, and what a time zone does to them. Knows nothing of rows. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.window;

/* SPDX-License-Identifier: Apache-2.0 */
/** Windows and how elements are assigned to them. */
@org.jspecify.annotations.NullMarked
package io.millrace.window;

/* SPDX-License-Identifier: Apache-2.0 */
/** Plans as they run: each logical node, or a pattern of several, becomes a node that knows how its rows change and makes its operators. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.physical;

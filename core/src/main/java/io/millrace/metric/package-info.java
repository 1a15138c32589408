/* SPDX-License-Identifier: Apache-2.0 */
/** What functions and operators count and measure. */
@org.jspecify.annotations.NullMarked
package io.millrace.metric;

/* SPDX-License-Identifier: Apache-2.0 */
/** Programs as Millrace jobs. */
@org.jspecify.annotations.NullMarked
package io.millrace.differential.millrace;

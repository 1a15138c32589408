/* SPDX-License-Identifier: Apache-2.0 */
/** Card payments that look like fraud: a small one, then a large one. */
@org.jspecify.annotations.NullMarked
package io.millrace.examples.fraud;

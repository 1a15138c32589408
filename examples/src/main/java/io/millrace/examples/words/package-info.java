/* SPDX-License-Identifier: Apache-2.0 */
/** The words of a text, counted. */
@org.jspecify.annotations.NullMarked
package io.millrace.examples.words;

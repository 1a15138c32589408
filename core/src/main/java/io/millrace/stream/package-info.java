/* SPDX-License-Identifier: Apache-2.0 */
/** The face: what programs are written against. */
@org.jspecify.annotations.NullMarked
package io.millrace.stream;

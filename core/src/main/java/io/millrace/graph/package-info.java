/* SPDX-License-Identifier: Apache-2.0 */
/** The job graph that a program builds, and the compiler that fuses it into stages. */
@org.jspecify.annotations.NullMarked
package io.millrace.graph;

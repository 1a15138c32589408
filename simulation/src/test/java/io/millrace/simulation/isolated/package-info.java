/* SPDX-License-Identifier: Apache-2.0 */
/** A program that is loaded by a class loader of its own. */
@org.jspecify.annotations.NullMarked
package io.millrace.simulation.isolated;

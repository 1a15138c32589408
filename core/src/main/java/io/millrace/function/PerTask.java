/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** A function of which each task gets an instance of its own, whatever fields it has. */
public interface PerTask {}

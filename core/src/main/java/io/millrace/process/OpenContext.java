/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

/** Passed to {@link RichFunction#open}. */
public interface OpenContext {}

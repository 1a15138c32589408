/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

/** Something that is measured. Written by its subtask alone; others may read it and see what is a little old. */
public interface Metric {}

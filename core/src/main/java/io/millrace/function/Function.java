/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

import java.io.Serializable;

/** Marks every function that users hand to a stream. Serializable so that a job can travel to a cluster. */
public interface Function extends Serializable {}

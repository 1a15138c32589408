/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import java.io.Serializable;

/**
 * How a whole program runs.
 *
 * @param single whether at parallelism 1 on both engines
 * @param batch whether in BATCH mode on both engines
 * @param sinceEpoch whether all timestamps are positive
 */
public record Setting(boolean single, boolean batch, boolean sinceEpoch) implements Serializable {}

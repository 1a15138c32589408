/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.SourceSplit;

/**
 * A split of a {@link ScriptedSource}.
 *
 * @param index which of the source's scripts it is
 * @param position how many of its elements were read
 */
public record ScriptedSplit(String splitId, int index, int position) implements SourceSplit {}

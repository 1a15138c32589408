/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import io.millrace.function.OutputTag;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator reads from.
 *
 * @param source the id of the node read from
 * @param sideOutput which of its side outputs, or null for the main output
 * @param exchange how records are dealt out
 * @param input which input of the reading operator this is, from 0; several edges may feed one input (a union)
 */
public record JobEdge(int source, @Nullable OutputTag<?> sideOutput, Exchange exchange, int input)
        implements Serializable {}

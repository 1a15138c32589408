/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.OutputTag;
import io.millrace.graph.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One output of an operator, as a stream reads it.
 *
 * @param exchange how records are dealt out, or null to leave it to the parallelism of both sides
 */
record StreamPort(
        StreamNode node,
        @Nullable OutputTag<?> sideOutput,
        @Nullable Exchange exchange) {}

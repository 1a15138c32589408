/* SPDX-License-Identifier: Apache-2.0 */
/** Rewrites programs that were written for Apache Flink's DataStream API. */
@NullMarked
package io.millrace.port;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** An Apache Flink cluster of several processes on this machine. */
@NullMarked
package io.millrace.flink.cluster.local;

import org.jspecify.annotations.NullMarked;

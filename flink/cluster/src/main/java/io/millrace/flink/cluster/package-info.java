/* SPDX-License-Identifier: Apache-2.0 */
/** Jobs on an Apache Flink cluster, seen from outside: submitted, and followed to their end. */
@NullMarked
package io.millrace.flink.cluster;

import org.jspecify.annotations.NullMarked;

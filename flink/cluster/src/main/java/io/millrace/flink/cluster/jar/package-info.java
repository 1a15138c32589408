/* SPDX-License-Identifier: Apache-2.0 */
/** A program and its libraries in one jar, as clusters take it. */
@NullMarked
package io.millrace.flink.cluster.jar;

import org.jspecify.annotations.NullMarked;

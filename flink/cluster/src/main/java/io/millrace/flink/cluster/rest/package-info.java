/* SPDX-License-Identifier: Apache-2.0 */
/** Flink's REST API, as much of it as it takes to run jobs. */
@NullMarked
package io.millrace.flink.cluster.rest;

import org.jspecify.annotations.NullMarked;

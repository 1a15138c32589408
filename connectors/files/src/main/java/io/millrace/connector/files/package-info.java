/* SPDX-License-Identifier: Apache-2.0 */
/** Files as sources and as exactly-once sinks. */
@NullMarked
package io.millrace.connector.files;

import org.jspecify.annotations.NullMarked;

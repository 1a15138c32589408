/* SPDX-License-Identifier: Apache-2.0 */
/** The embedded runner: workers, channels, I/O threads and storage on disk. */
@NullMarked
package io.millrace.engine;

import org.jspecify.annotations.NullMarked;

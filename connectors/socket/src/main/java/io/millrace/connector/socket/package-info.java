/* SPDX-License-Identifier: Apache-2.0 */
/** Lines of text from a socket as a source. */
@NullMarked
package io.millrace.connector.socket;

import org.jspecify.annotations.NullMarked;

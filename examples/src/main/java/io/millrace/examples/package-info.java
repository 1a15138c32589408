/* SPDX-License-Identifier: Apache-2.0 */
/** Programs that show Millrace at work, with the data they need. */
@NullMarked
package io.millrace.examples;

import org.jspecify.annotations.NullMarked;

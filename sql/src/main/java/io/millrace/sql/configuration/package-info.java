/* SPDX-License-Identifier: Apache-2.0 */
/** What SET may set. */
@NullMarked
package io.millrace.sql.configuration;

import org.jspecify.annotations.NullMarked;

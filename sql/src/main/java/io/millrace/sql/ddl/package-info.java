/* SPDX-License-Identifier: Apache-2.0 */
/** Statements about definitions: what they change in the catalogs, and what they show of them. */
@NullMarked
package io.millrace.sql.ddl;

import org.jspecify.annotations.NullMarked;

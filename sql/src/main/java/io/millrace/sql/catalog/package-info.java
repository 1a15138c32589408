/* SPDX-License-Identifier: Apache-2.0 */
/** Catalogs, databases, and what is defined in them: tables, views and functions. */
@NullMarked
package io.millrace.sql.catalog;

import org.jspecify.annotations.NullMarked;

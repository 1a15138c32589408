/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RowData;
import java.util.List;

/**
 * What a row has found in a table.
 *
 * @param request the row that asked, as {@link LookupRequests} makes it
 * @param missed whether the table was asked, and has no such row
 */
record LookupAnswer(RowData request, List<RowData> found, boolean missed) {}

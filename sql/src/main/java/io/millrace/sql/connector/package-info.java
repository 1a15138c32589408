/* SPDX-License-Identifier: Apache-2.0 */
/** What connects tables to the outside world: the contracts, and who finds the connectors on the class path. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.connector;

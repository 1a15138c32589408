/* SPDX-License-Identifier: Apache-2.0 */
/** The connector {@code blackhole}: rows that go nowhere. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.connector.blackhole;

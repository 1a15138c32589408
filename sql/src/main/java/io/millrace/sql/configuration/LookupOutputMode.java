/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

/** In which order rows leave a lookup of which many are under way at once. */
public enum LookupOutputMode {
    /** As they came. */
    ORDERED,

    /** As answers come, but never across a watermark; rows that are changed or taken back later still leave as they came. */
    ALLOW_UNORDERED
}

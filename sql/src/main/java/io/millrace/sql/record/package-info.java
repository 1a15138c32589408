/* SPDX-License-Identifier: Apache-2.0 */
/** Records of programs as rows: which SQL types the components of a class have, and how values get from one to the other. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.record;

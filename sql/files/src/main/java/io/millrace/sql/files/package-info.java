/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.millrace.sql.files;

import org.jspecify.annotations.NullMarked;

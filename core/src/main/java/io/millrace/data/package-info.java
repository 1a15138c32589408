/* SPDX-License-Identifier: Apache-2.0 */
/** What moves through a job: batches of records, the signals between them, and the codecs that turn values into bytes. */
@org.jspecify.annotations.NullMarked
package io.millrace.data;

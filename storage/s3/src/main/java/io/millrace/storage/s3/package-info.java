/* SPDX-License-Identifier: Apache-2.0 */
/** Storage in buckets of Amazon S3 and of what speaks its protocol. A file is one object, always. */
@org.jspecify.annotations.NullMarked
package io.millrace.storage.s3;

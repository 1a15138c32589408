/* SPDX-License-Identifier: Apache-2.0 */
/** Functions that answer later: requests to the outside world that do not block a task. */
@org.jspecify.annotations.NullMarked
package io.millrace.async;

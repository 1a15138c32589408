/* SPDX-License-Identifier: Apache-2.0 */
/** The arrows of the design, as tests: which module and which package of core may know which. */
@NullMarked
package io.millrace.architecture;

import org.jspecify.annotations.NullMarked;

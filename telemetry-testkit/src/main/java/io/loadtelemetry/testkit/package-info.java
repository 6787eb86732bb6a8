/** What the tests of a recorder need. */
@NullMarked
package io.loadtelemetry.testkit;

import org.jspecify.annotations.NullMarked;

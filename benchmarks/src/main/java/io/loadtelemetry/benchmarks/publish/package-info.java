/** What publishing a request costs the load thread, with this library and with what a user would pick instead. */
@NullMarked
package io.loadtelemetry.benchmarks.publish;

import org.jspecify.annotations.NullMarked;

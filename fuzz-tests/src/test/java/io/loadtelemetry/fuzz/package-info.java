/** Fuzzing of everything that takes texts or bytes from outside. */
@NullMarked
package io.loadtelemetry.fuzz;

import org.jspecify.annotations.NullMarked;

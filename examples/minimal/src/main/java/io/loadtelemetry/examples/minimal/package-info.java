/** The least a load tool needs to do. */
@NullMarked
package io.loadtelemetry.examples.minimal;

import org.jspecify.annotations.NullMarked;

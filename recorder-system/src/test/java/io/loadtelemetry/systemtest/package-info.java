/** In a package of its own, because on the module path the recorder's package belongs to its module. */
@NullMarked
package io.loadtelemetry.systemtest;

import org.jspecify.annotations.NullMarked;

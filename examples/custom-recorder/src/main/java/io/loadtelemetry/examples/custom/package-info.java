/** A recorder of one's own, to copy from: two classes and one services file. */
@NullMarked
package io.loadtelemetry.examples.custom;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.loadtelemetry.recorder.json;

import org.jspecify.annotations.NullMarked;

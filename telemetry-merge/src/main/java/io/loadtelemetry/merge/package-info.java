/**
 * Merges after a run what its workers wrote: their JSON lines, and the snapshots that did not reach the master. See {@code
 * docs/distributed.md}.
 */
@NullMarked
package io.loadtelemetry.merge;

import org.jspecify.annotations.NullMarked;

/** What telemetry costs the load: the demo's HTTP load at full speed, recorded by this library, by others, or not at all. */
package io.loadtelemetry.benchmarks.overhead;

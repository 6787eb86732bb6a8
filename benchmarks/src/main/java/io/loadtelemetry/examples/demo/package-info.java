/** Lets the benchmarks drive the demo's load, which is package-private. */
package io.loadtelemetry.examples.demo;

/** What the fuzz targets share, and what runs them. The targets stand in the packages of what they fuzz. */
@org.jspecify.annotations.NullMarked
package io.loadtelemetry.fuzz;

/**
 * The demo: real HTTP load with all recorders on, and a proof that every count agrees.
 *
 * <p>{@code Demo} is what is started. {@code Target} is the system under test, {@code Load} the virtual users, {@code
 * HttpCalls} where the load meets the library; {@code Books} holds against one another what everybody counted.
 */
@NullMarked
package io.loadtelemetry.examples.demo;

import org.jspecify.annotations.NullMarked;

/**
 * Takes the snapshots of workers to their master over plain HTTP or HTTPS, with the JDK's server and client. Put the jar on the
 * classpath of all nodes and set {@code telemetry.channel=http}. The wire is described in {@code docs/distributed.md}.
 */
@NullMarked
package io.loadtelemetry.channel.http;

import org.jspecify.annotations.NullMarked;

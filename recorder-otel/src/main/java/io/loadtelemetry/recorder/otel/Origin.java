package io.loadtelemetry.recorder.otel;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;

/**
 * Where spans and log records of a run come from; the exporter tells both apart by identity.
 *
 * @param resource which process of which run
 * @param scope this library
 */
record Origin(Resource resource, InstrumentationScopeInfo scope) {}

#!/bin/sh
# Keeps what the fault tests saw last (fault-tests/figures) and puts it into docs/reliability.md.
# First: mvn verify, and for the long forms: mvn -pl fault-tests -am verify -Psoak
set -eu
cd "$(dirname "$0")"
for fault in target/faults/*; do
  rm -rf "figures/$(basename "$fault")"
  mkdir -p figures
  cp -r "$fault" figures/
done
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp target/test-classes io.loadtelemetry.faults.ReliabilityPage figures ../docs/reliability.md

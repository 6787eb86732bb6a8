#!/bin/sh
# Measures: benchmarks/run.sh quick (under five minutes) or full (about half an hour), and, if not all, the names of
# sections. Raw figures go to benchmarks/results/<JDK>/, a table to the terminal; "full" also puts them into
# docs/performance.md and docs/scale.md. JAVA_HOME chooses the JDK. "jmh" runs the JMH benchmarks, with the options of JMH.
set -eu
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mode=${1:-quick}
[ $# -gt 0 ] && shift
mvn -q -B -ntp -pl benchmarks -am package -DskipTests
measure() {
  "$java" -cp 'benchmarks/target/benchmarks.jar:benchmarks/target/lib/*' "$@"
}
case $mode in
  quick | full)
    version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
    results=benchmarks/results/$version
    [ "$mode" = full ] || results=benchmarks/target/results/$version
    measure io.loadtelemetry.benchmarks.Benchmarks "$mode" "$results" "$@"
    [ "$mode" = quick ] || measure io.loadtelemetry.benchmarks.Page benchmarks/results docs
    ;;
  page) measure io.loadtelemetry.benchmarks.Page benchmarks/results docs ;;
  jmh) measure org.openjdk.jmh.Main -prof gc "$@" ;;
  *)
    echo "benchmarks/run.sh: \"$mode\" is not quick, full, page or jmh" >&2
    exit 2
    ;;
esac

#!/bin/sh
# Measures what publishing costs, with what it allocates: ns and bytes per request at 1, 2 and 4 threads. About two minutes.
# Raw results go to benchmarks/results/.
set -eu
cd "$(dirname "$0")/.."
mvn -q -B -ntp -pl benchmarks -am package -DskipTests
mkdir -p benchmarks/results
for threads in 1 2 4; do
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'benchmarks/target/benchmarks.jar:benchmarks/target/lib/*' org.openjdk.jmh.Main \
    PublishBenchmark -t "$threads" -prof gc -rf json -rff "benchmarks/results/publish-$threads.json"
done

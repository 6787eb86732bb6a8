#!/bin/sh
# What a change costs the load: publishing with the core of an earlier REVISION and with that of this working tree, in
# JVMs that take turns, with the medians of all rounds and their ratio at the end:
#   benchmarks/compare.sh REVISION [ROUNDS] [NAME]
# Raw figures go to benchmarks/results/compare/NAME.jsonl where a name is given. JAVA_HOME chooses the JDK.
set -eu
cd "$(dirname "$0")/.."
revision=${1:?which revision to compare with}
rounds=${2:-7}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
before=benchmarks/target/before
raw=benchmarks/target/compare.jsonl
[ -z "${3:-}" ] || raw=benchmarks/results/compare/$3.jsonl

rm -rf "$before"
mkdir -p "$before" "$(dirname "$raw")"
git archive "$revision" | tar -x -C "$before"
(cd "$before" && mvn -q -B -ntp -pl telemetry-core -am package -DskipTests -Dmaven.javadoc.skip)
mvn -q -B -ntp -pl benchmarks -am package -DskipTests -Dmaven.javadoc.skip
old=$(ls "$before"/telemetry-api/target/telemetry-api-*.jar "$before"/telemetry-core/target/telemetry-core-*.jar |
  grep -v -e sources -e javadoc | paste -sd: -)
new='benchmarks/target/benchmarks.jar:benchmarks/target/lib/*'

# The first jar on the classpath wins.
measure() {
  side=$1 path=$2 threads=$3
  "$java" -cp "$path" io.loadtelemetry.benchmarks.publish.PublishCost subject=loadtelemetry "threads=$threads" 2>/dev/null |
    sed -n "s/^RESULT {\(.*\)}\$/{\"side\":\"$side\",\"round\":$round,\1}/p" >> "$raw"
}

: > "$raw"
round=1
while [ "$round" -le "$rounds" ]; do
  for threads in 1 2 4 8; do
    if [ $((round % 2)) = 0 ]; then
      measure before "$old:$new" "$threads"
      measure after "$new" "$threads"
    else
      measure after "$new" "$threads"
      measure before "$old:$new" "$threads"
    fi
  done
  round=$((round + 1))
done

field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
values() { grep "\"side\":\"$1\"" "$raw" | grep "\"threads\":\"$2\"" | grep "\"measure\":\"$3\"" | field value; }
echo "publishing, medians of $rounds rounds, before ($revision) and after"
for threads in 1 2 4 8; do
  b=$(values before "$threads" mean | median)
  a=$(values after "$threads" mean | median)
  bytes=$(values after "$threads" alloc | sort -n | tail -1)
  awk -v t="$threads" -v b="$b" -v a="$a" -v bytes="$bytes" \
    'BEGIN { printf "%s threads: %.1f ns, %.1f ns, ratio %.3f; allocated after: %s B\n", t, b, a, a / b, bytes }'
done

#!/bin/sh
# Lets a packaged product run once and leaves what its JVM has learnt in lib/app.aot, with which later starts are twice as fast.
# The cache is only used by the very build of Java, the flags and the jars that it was made with; elsewhere the start is merely slow.
#
#   train.sh PRODUCT-FOLDER COMMAND CONFIG
set -eu

home=$1
command=$2
config=$3
cache=$home/lib/app.aot
log=$home/../train.log
rm -f "$cache"
# Emptied here and not only by the product, so that nobody reads in it that an earlier run was ready.
: >"$log"

SLUICE_JVM_OPTS="-XX:AOTCacheOutput=$cache" "$home/bin/$command" --config "$config" >>"$log" 2>&1 &
pid=$!
tries=0
until grep -q 'Everything is ready' "$log"; do
  tries=$((tries + 1))
  if [ $tries -gt 300 ] || ! kill -0 $pid 2>/dev/null; then
    kill $pid 2>/dev/null || true
    cat "$log" >&2
    echo "$command did not start for its training run" >&2
    exit 1
  fi
  sleep 0.1
done
kill -TERM $pid
wait $pid
[ -s "$cache" ] || { cat "$log" >&2; echo "the training run left no cache" >&2; exit 1; }

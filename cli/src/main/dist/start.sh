#!/bin/sh
# Starts @{product.command}. Needs a JDK or JRE 25; knows no path of the machine it was built on.
#
#   SLUICE_JAVA_HOME  the Java to use; else JAVA_HOME, else the usual places
#   SLUICE_HEAP       largest heap, default @{product.heap}
#   SLUICE_JVM_OPTS   more options for the JVM

set -u

self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done
home=$(cd "$(dirname "$self")/.." && pwd) || exit 1

is_25() {
  [ -x "$1/bin/java" ] || return 1
  if [ -r "$1/release" ]; then
    grep -q '^JAVA_VERSION="25[."]' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | grep -q 'version "25[."]'
  fi
}

find_java() {
  if [ -n "${SLUICE_JAVA_HOME:-}" ]; then
    is_25 "$SLUICE_JAVA_HOME" && echo "$SLUICE_JAVA_HOME" && return 0
    echo "@{product.command}: SLUICE_JAVA_HOME is $SLUICE_JAVA_HOME, which is no Java 25; point it to one." >&2
    return 1
  fi
  for java_home in "$home/runtime" "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$java_home" ] && is_25 "$java_home"; then
      echo "$java_home"
      return 0
    fi
  done
  echo "@{product.command}: no Java 25 found; install one (such as Eclipse Temurin 25) and set SLUICE_JAVA_HOME or JAVA_HOME to it." >&2
  return 1
}

HOME=${HOME:-/nonexistent}
java_home=$(find_java) || exit 1

aot=
if [ -r "$home/lib/app.aot" ]; then
  aot="-XX:AOTCache=$home/lib/app.aot"
fi

# shellcheck disable=SC2086 # options are lists of words
exec "$java_home/bin/java" \
  @{product.jvmFlags} \
  -Xmx"${SLUICE_HEAP:-@{product.heap}}" \
  $aot -Xlog:aot=off -Xlog:cds=off \
  ${SLUICE_JVM_OPTS:-} \
  -Dsluice.home="$home" \
  -jar "$home/lib/@{product.command}.jar" "$@"

#!/usr/bin/env bash
# Runs a command whose output may hold anything: the runner of GitHub takes no command from it.
#
#   scripts/without-commands.sh [--to FILE] COMMAND [ARGS…]
#
# With --to, standard output goes into a file. Annotations would be printed in vain, so they are
# turned off. The exit code is the command's.
set -uo pipefail

output=/dev/stdout
if [[ "${1:-}" == --to ]]; then
  output="${2:?a file}"
  shift 2
fi
token="$(openssl rand -hex 16)"
status=0
echo "::stop-commands::$token"
GITHUB_ACTIONS=false "$@" >"$output" || status=$?
echo "::$token::"
exit "$status"

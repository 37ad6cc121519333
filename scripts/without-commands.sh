#!/usr/bin/env bash
# Runs a command whose output may hold anything: the runner of GitHub takes no command from it.
#
#   scripts/without-commands.sh [--to FILE] COMMAND [ARGS…]
#
# With --to, standard output goes into a file. Annotations would be printed in vain, so they are
# turned off. The exit code is the command's.
set -uo pipefail

# Exit code 2, and not the 1 that many a command has a meaning for, where the file cannot be written.
if [[ "${1:-}" == --to ]]; then
  exec 3>"${2:?a file}" || exit 2
  shift 2
else
  # Not by opening /dev/stdout: that fails where it is a socket, and empties a file.
  exec 3>&1
fi
token="$(openssl rand -hex 16)" || exit 2
status=0
echo "::stop-commands::$token"
GITHUB_ACTIONS=false "$@" >&3 3>&- || status=$?
echo "::$token::"
exit "$status"

#!/usr/bin/env bash
# Checks .github with actionlint and zizmor, at the versions pinned here, in CI and on any machine.
#
#   scripts/lint-workflows.sh
#
# actionlint runs through go (https://go.dev/dl/). zizmor is the one on PATH if it has the right
# version, else it comes through uvx, pipx or a Python venv in .cache/.
#
# Exit code: 0 no findings, 1 findings, 2 one of the two could not run and the other found nothing.
set -uo pipefail

ACTIONLINT_VERSION=v1.7.12
ZIZMOR_VERSION=1.32.0

cd "$(dirname "$0")/.." || exit 2

found=0
missing=0
log="$(mktemp)" || exit 2
trap 'rm -f "$log"' EXIT

# cannot_run TOOL REMEDY: reports a tool that could not be started, with what the attempts said.
cannot_run() {
  missing=1
  echo "lint-workflows: $1 could not run: $2" >&2
  tail -n 5 "$log" >&2
}

# Succeeds when the command given is zizmor at the pinned version.
is_zizmor() {
  [[ "$("$@" --version 2>>"$log" | head -n 1)" == "zizmor $ZIZMOR_VERSION" ]]
}

install_zizmor() {
  [[ -x "$1/bin/zizmor" ]] && return
  python3 -m venv "$1" >>"$log" 2>&1 &&
    "$1/bin/pip" install --quiet --disable-pip-version-check "zizmor==$ZIZMOR_VERSION" >>"$log" 2>&1
}

# Sets the array `zizmor` to a command that starts the pinned version.
find_zizmor() {
  zizmor=(zizmor)
  command -v zizmor >/dev/null && is_zizmor "${zizmor[@]}" && return
  zizmor=(uvx --quiet "zizmor@$ZIZMOR_VERSION")
  command -v uvx >/dev/null && is_zizmor "${zizmor[@]}" && return
  zizmor=(pipx run "zizmor==$ZIZMOR_VERSION")
  command -v pipx >/dev/null && is_zizmor "${zizmor[@]}" && return
  local venv=".cache/zizmor-$ZIZMOR_VERSION"
  zizmor=("$venv/bin/zizmor")
  command -v python3 >/dev/null && install_zizmor "$venv" && is_zizmor "${zizmor[@]}"
}

# `go run` exits 1 for a failed download as well as for findings, so the version is asked first.
actionlint=(go run "github.com/rhysd/actionlint/cmd/actionlint@$ACTIONLINT_VERSION")
if ! command -v go >/dev/null; then
  cannot_run actionlint 'go is missing, get it at https://go.dev/dl/'
elif ! "${actionlint[@]}" -version >/dev/null 2>"$log"; then
  cannot_run actionlint 'go could not download or build it'
else
  echo "actionlint $ACTIONLINT_VERSION"
  # Named one by one, because actionlint finds them by itself only inside a git repository.
  "${actionlint[@]}" .github/workflows/*.yml || found=1
fi

: >"$log"
if ! find_zizmor; then
  cannot_run zizmor 'it needs one of uvx, pipx or python3 with venv, and access to PyPI'
else
  "${zizmor[@]}" --offline --strict-collection --no-progress .github || found=1
fi

[[ $found -eq 1 ]] && exit 1
[[ $missing -eq 1 ]] && exit 2
exit 0

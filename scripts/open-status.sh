#!/usr/bin/env bash
# Opens the branch `status`, where the results of re-checks are kept outside main, as a work tree.
#
#   scripts/open-status.sh DIR
#
# Where there is no such branch yet, it begins with an empty commit.
set -euo pipefail

dir="${1:?the folder for the work tree}"
git fetch --quiet --no-tags origin '+refs/heads/status:refs/remotes/origin/status' || true
start="$(git rev-parse --verify --quiet refs/remotes/origin/status || true)"
if [[ -z "$start" ]]; then
  tree="$(git hash-object -w -t tree /dev/null)"
  start="$(git -c user.name=status -c user.email=status@localhost commit-tree "$tree" -m 'Results of re-checks')"
fi
git worktree add --quiet --force --detach "$dir" "$start"

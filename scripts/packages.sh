#!/bin/sh
# Installs the Debian packages that soma is built and tested with: without a question as root or under CI;
# for anybody else it says which are missing and how to get them.
set -eu

packages="libedit-dev libncurses-dev libopenblas-dev libzip-dev libboost-dev pkg-config python3-numpy tmux"

missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if [ -n "${CI:-}" ] && command -v sudo >/dev/null 2>&1; then
    as_root="sudo -n"
  else
    echo "soma needs these Debian packages:$missing" >&2
    echo "install them with: sudo apt-get install$missing" >&2
    exit 1
  fi
fi
echo "installing$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 -- both are lists of words
$as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null

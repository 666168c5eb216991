#!/usr/bin/env bash
# Fuzzes: fuzz/run.sh [SECONDS] [TARGET...]. 30 seconds for each target of targets/ when left out.
# Needs cargo (stable) and a C++ compiler. Ends with 1 when a target has a finding, and says where it
# lies.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${1:-30}"
shift || true
targets=("$@")
if [ "${#targets[@]}" = 0 ]; then
    for file in fuzz/targets/*.rs; do
        targets+=("$(basename "$file" .rs)")
    done
fi

# Coverage as libFuzzer counts it, by flags that the stable compiler takes. With --target they are
# for the targets alone, not for build scripts.
export CARGO_TARGET_DIR="$PWD/target/fuzz"
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
export RUST_BACKTRACE=0
host="$(rustc -vV | sed -n 's/^host: //p')"
cargo build --manifest-path fuzz/Cargo.toml --release --locked --target "$host" --bins

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
findings="$CARGO_TARGET_DIR/findings"
mkdir -p "$findings"

# Seeds of a target: the fixtures. Those of `pages` begin with the digit that picks their reader:
# once as they are sniffed, once as what they are.
seeds() {
    local target="$1" folder="$2" file digit name
    mkdir -p "$folder"
    for file in fixtures/*.* fixtures/layouts/*.*; do
        name="$(echo "${file#fixtures/}" | tr / -)"
        if [ "$target" != pages ]; then
            cp "$file" "$folder/$name"
            continue
        fi
        case "$file" in
            *.html) digit=1 ;;
            *.txt) digit=2 ;;
            *.md) digit=3 ;;
            *.json) digit=4 ;;
            *.mhtml) digit=5 ;;
            *.eml) digit=6 ;;
            *.pdf) digit=7 ;;
            *.docx) digit=8 ;;
            *) digit=0 ;;
        esac
        { printf 0 && cat "$file"; } >"$folder/0-$name"
        { printf '%s' "$digit" && cat "$file"; } >"$folder/$digit-$name"
    done
    if [ "$target" = pages ]; then
        { printf 9 && cat fuzz/seeds/document.xml; } >"$folder/9-document.xml"
    fi
}

found=0
for target in "${targets[@]}"; do
    seeds "$target" "$work/$target"
    log="$work/$target.log"
    if "$CARGO_TARGET_DIR/$host/release/$target" "$work/$target" -dict=fuzz/jobgist.dict \
        -max_total_time="$seconds" -max_len=65536 -timeout=5 -rss_limit_mb=2048 \
        -artifact_prefix="$findings/$target-" -print_final_stats=1 >"$log" 2>&1; then
        printf '%s: nothing found; ' "$target"
    else
        found=1
        tail -n 40 "$log"
        printf '%s: a FINDING in %s; ' "$target" "$findings"
    fi
    sed -n 's/^stat::number_of_executed_units: */inputs run: /p' "$log"
    grep ' cov: ' "$log" | tail -n 1 || true
done
exit "$found"

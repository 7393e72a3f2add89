#!/usr/bin/env bash
# Mutation testing of the rooms where a slip would hurt most, with the fast tests. Run by hand:
#   bench/mutation.sh            all four rooms
#   bench/mutation.sh Binder     one of them
#   bench/mutation.sh Lending LeaseBook/Wish.cs    one of them, and a file of another
# Needs the dotnet-stryker tool (5.1.0), of the path or as $STRYKER; the report is left under StrykerOutput, beside the tests.
# One mutant at a time: a test that is starved of its core is taken for one that hangs, and that for a kill.
set -euo pipefail
cd "$(dirname "$0")/../tests/Rhodes.Twin.Tests"
rooms=("$@")
[ ${#rooms[@]} -gt 0 ] || rooms=(LeaseBook Binder PrivateClusters Lending)
mutate=()
for room in "${rooms[@]}"; do
  case $room in
    */*) mutate+=(--mutate "**/$room") ;;
    *) mutate+=(--mutate "**/$room/*.cs") ;;
  esac
done

# What is left out takes seconds or minutes for each mutant, or never enters these rooms.
slow=(LawTests TinyWorlds Less_can_always_be_kept StandingPropertyTests GangSearchTests StockTests Architecture Traces Replay Workloads Keeping Report EncodingTests
  Rhodes.Core.Tests.Units Rhodes.Core.Tests.Model)
filter=
for name in "${slow[@]}"; do filter+="${filter:+&}FullyQualifiedName!~$name"; done

# Each mutant gets processes of its own, which live for seconds: compiling for the long run is not worth its while.
export DOTNET_TieredPGO=0
exec "${STRYKER:-dotnet-stryker}" \
  --project Rhodes.Core.csproj \
  --test-project ../Rhodes.Core.Tests/Rhodes.Core.Tests.csproj \
  --test-project Rhodes.Twin.Tests.csproj \
  --configuration Release --concurrency 1 --mutation-level Basic --skip-version-check --log-to-file \
  --test-case-filter "$filter" \
  --reporter progress --reporter json --reporter cleartext \
  "${mutate[@]}"

#!/usr/bin/env bash
# Mutation testing of the rooms where a slip would hurt most, with the fast tests. Run by hand:
#   bench/mutation.sh            all four rooms
#   bench/mutation.sh Binder     one of them
# Needs the dotnet-stryker tool (5.1.0); the report is left under StrykerOutput.
set -euo pipefail
cd "$(dirname "$0")/../tests/Rhodes.Twin.Tests"
rooms=("$@")
[ ${#rooms[@]} -gt 0 ] || rooms=(LeaseBook Binder PrivateClusters Lending)
mutate=()
for room in "${rooms[@]}"; do mutate+=(--mutate "**/$room/*.cs"); done
exec "${STRYKER:-dotnet-stryker}" \
  --project Rhodes.Core.csproj \
  --test-project ../Rhodes.Core.Tests/Rhodes.Core.Tests.csproj \
  --test-project Rhodes.Twin.Tests.csproj \
  --configuration Release --concurrency 2 --mutation-level Basic \
  --test-case-filter 'FullyQualifiedName!~TinyWorlds&FullyQualifiedName!~LawTests&FullyQualifiedName!~Architecture&FullyQualifiedName!~Traces&FullyQualifiedName!~Replay' \
  --reporter progress --reporter json --reporter cleartext \
  "${mutate[@]}"

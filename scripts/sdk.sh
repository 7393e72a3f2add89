# Sourced by ./rhodes and ./test, never run. Finds the .NET SDK and keeps its builds from leaving servers behind.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Build nodes and the MSBuild server outlive a build by minutes; what a script starts, it ends.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

# Prints the first dotnet that has a 10.0 SDK: on PATH, in DOTNET_ROOT, or where the install script puts it.
find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet"; do
    [ -x "$candidate" ] || continue
    if "$candidate" --list-sdks 2>/dev/null | grep -q '^10\.0\.'; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

# Says how to get the SDK. The argument is the command to try again.
explain_missing_sdk() {
  cat >&2 <<TEXT
Rhodes needs the .NET 10 SDK, and it was not found on PATH or in ~/.dotnet. On Debian or Ubuntu:

  sudo apt-get update && sudo apt-get install -y curl ca-certificates libicu-dev
  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0

That installs it for you alone, in ~/.dotnet, where Rhodes looks. Then run $1 again.
TEXT
}

# A compiler server of our own makes a build of many projects several times faster. It has a name that only this run
# knows, so ending it cannot end anybody else's.
compiler_server="rhodes-$$"

stop_compiler_server() {
  local version roslyn
  version=$("$1" --version 2>/dev/null) || return 0
  roslyn=$(dirname "$(readlink -f "$1")")/sdk/$version/Roslyn/bincore/VBCSCompiler.dll
  [ -f "$roslyn" ] || return 0
  "$1" exec "$roslyn" -shutdown "-pipename:$compiler_server" >/dev/null 2>&1 || true
}
